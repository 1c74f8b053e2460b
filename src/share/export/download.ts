/** Hands a file to the reader's browser. */
export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser reads the blob when it starts the download, which may be after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

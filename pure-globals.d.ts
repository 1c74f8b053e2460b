/**
 * What browsers and Node both have beyond the language itself. The pure parts may use these and nothing else of
 * either; `npm run types:pure` checks them without the types of the one or the other.
 */
declare function structuredClone<T>(value: T): T;
declare function btoa(binary: string): string;
declare function atob(letters: string): string;
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: boolean });
  decode(bytes: Uint8Array): string;
}

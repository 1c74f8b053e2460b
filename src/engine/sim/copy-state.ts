/** Rough size of an object besides its buffers, for bounding memory. */
const OBJECT_BYTES = 64;

/**
 * A copy of everything that can be reached from an object, prototypes kept and shared parts still shared, so that
 * the copy lives on without the original. What can be reached from `given` is not copied: it must never change.
 * Functions are taken over as they are, so none may hold state of its own.
 */
export function copyState<T extends object>(root: T, given: readonly object[]): { copy: T; bytes: number } {
  const copies = new Map<object, object>();
  for (const object of given) reach(object, copies);
  let bytes = 0;

  const copyOf = <V>(value: V): V => {
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known as V;
    bytes += OBJECT_BYTES;
    return copyObject(value) as V;
  };

  const copyObject = (from: object): object => {
    if (from instanceof ArrayBuffer) {
      bytes += from.byteLength;
      return keep(from, from.slice(0));
    }
    if (ArrayBuffer.isView(from)) {
      const view = from as Float64Array;
      const Columns = view.constructor as Float64ArrayConstructor;
      return keep(from, new Columns(copyOf(view.buffer) as ArrayBuffer, view.byteOffset, view.length));
    }
    if (from instanceof Map) {
      const copy = keep(from, new Map<unknown, unknown>());
      for (const [key, value] of from) copy.set(copyOf(key), copyOf(value));
      return copy;
    }
    if (from instanceof Set) {
      const copy = keep(from, new Set<unknown>());
      for (const value of from) copy.add(copyOf(value));
      return copy;
    }
    if (Array.isArray(from)) {
      const copy = keep(from, new Array<unknown>(from.length));
      bytes += 8 * from.length;
      for (let i = 0; i < from.length; i++) copy[i] = copyOf(from[i]);
      return copy;
    }
    if (from instanceof WeakMap || from instanceof WeakSet)
      throw new Error('what is weakly held cannot be copied');
    const copy = keep(
      from,
      Object.create(Object.getPrototypeOf(from) as object | null) as Record<string, unknown>,
    );
    for (const [key, value] of Object.entries(from)) copy[key] = copyOf(value as unknown);
    return copy;
  };

  const keep = <V extends object>(from: object, copy: V): V => {
    copies.set(from, copy);
    return copy;
  };

  return { copy: copyOf(root), bytes };
}

/** Notes everything that can be reached from an object as its own copy. */
function reach(value: unknown, copies: Map<object, object>): void {
  if (typeof value !== 'object' || value === null || copies.has(value)) return;
  copies.set(value, value);
  if (ArrayBuffer.isView(value)) copies.set(value.buffer, value.buffer);
  else if (value instanceof Map) for (const pair of value) pair.forEach((part) => reach(part, copies));
  else if (value instanceof Set) for (const part of value) reach(part, copies);
  else for (const part of Object.values(value)) reach(part, copies);
}

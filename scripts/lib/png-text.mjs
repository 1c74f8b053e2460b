import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';

const SIGNATURE_AND_HEADER = 8 + 25;

/** A PNG with a line of text in it that no viewer shows: what it is a picture of. */
export function withText(png, key, text) {
  const data = Buffer.from(`${key}\0${text}`, 'latin1');
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write('tEXt', 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return Buffer.concat([png.subarray(0, SIGNATURE_AND_HEADER), chunk, png.subarray(SIGNATURE_AND_HEADER)]);
}

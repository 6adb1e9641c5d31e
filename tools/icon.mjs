// The icon as PNG, for devices that take no SVG: `png(size)` gives the bytes. A blaze on green, drawn to the edge so that a device may
// cut any shape out of it.
import { deflateSync } from 'node:zlib';

const GREEN = [0x1f, 0x4d, 0x3a], WHITE = [0xff, 0xff, 0xff], BLAZE = [0xd9, 0x54, 0x2b];
const bars = [[12, 25, WHITE], [25, 38, BLAZE], [38, 51, WHITE]]; // of 64, as in web/public/icon.svg

const colour = (x, y) => (x < 18 || x >= 46 ? GREEN : bars.find(([top, bottom]) => y >= top && y < bottom)?.[2] ?? GREEN);

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]), out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

export function png(size) {
  const rows = Array.from({ length: size }, (_, y) =>
    [0, ...Array.from({ length: size }, (__, x) => colour((x * 64) / size, (y * 64) / size)).flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2], 8); // 8 bits of red, green, blue
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

import { crc32, deflateSync } from 'node:zlib';

/** Width and height of the icon of cards (CDS Hooks "Source": 100 x 100 PNG without transparency). */
export const ICON_SIZE = 100;

type Colour = readonly [number, number, number];
const GROUND: Colour = [15, 76, 92];
const INK: Colour = [255, 255, 255];
const DOT: Colour = [226, 149, 120];

/** The icon: a white N with a dot on teal. Drawn here, so that no binary file has to be kept. */
export function iconPng(): Buffer {
  const rows = Buffer.alloc(ICON_SIZE * (1 + ICON_SIZE * 3));
  for (let y = 0; y < ICON_SIZE; y++) {
    for (let x = 0; x < ICON_SIZE; x++) {
      rows.set(colourAt(x, y), y * (1 + ICON_SIZE * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(ICON_SIZE, 0);
  header.writeUInt32BE(ICON_SIZE, 4);
  // 8 bits a sample, colour type 2: RGB, no alpha channel.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number): Colour {
  if ((x - 80) ** 2 + (y - 20) ** 2 <= 81) return DOT;
  if (y < 24 || y > 80) return GROUND;
  if ((x >= 22 && x <= 33) || (x >= 60 && x <= 71)) return INK;
  const diagonal = 22 + ((y - 24) * 38) / 56;
  return x >= diagonal && x <= diagonal + 11 ? INK : GROUND;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

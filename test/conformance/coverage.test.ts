import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/**
 * Points of the CDS Hooks checklist that a service can be tested on over the wire. Left out: duties of clients and
 * of organisations (D10 in part, E9, G1 and G18: TLS is ended by the proxy, G16 beside the log, I1, I5, I10), texts
 * without a requirement (B11, F3 twin of D12, F61, F62), and sizes of links that only a browser shows (F51 in part).
 */
const POINTS = [
  'A1 A2 A3 A4 A5 A6 A7 A8 A9',
  'B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B12 B13 B14 B15',
  'C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12',
  'D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20',
  'E1 E2 E3 E4 E5 E6 E7 E8 E10',
  'F1 F2 F3 F4 F5 F6 F10 F11 F12 F13 F14 F15 F16 F17 F18 F20',
  'F30 F31 F32 F33 F34 F35 F36 F37 F38 F39 F40 F50 F51 F52 F53 F54 F55 F60',
  'G2 G3 G4 G5 G6 G7 G8 G9 G10 G11 G12 G13 G14 G15 G17 G20 G21',
  'H1 H2 H3',
  'I2 I3 I4 I6 I7 I8 I9',
  'J1',
].flatMap((line) => line.split(' '));

/** Tagged in tests of faults on the wire, where the other catalogue has no id of that form. */
const ELSEWHERE = ['H1', 'G19'];

function titles(folder: string): string {
  const path = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(path)
    .filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts')
    .flatMap((name) => [
      ...readFileSync(new URL(name, path), 'utf8').matchAll(/\bit(?:\.each\([^)]*\))?\(\s*'([^']+)'/g),
    ])
    .map(([, title]) => title)
    .join('\n');
}

describe('checklist', () => {
  it('every point that touches a service has a test on the wire', () => {
    const here = titles('conformance');
    const faults = titles('faults');
    const service = titles('service');
    const tagged = (id: string) => {
      const mention = new RegExp(`(?:^|\\s)${id}(?=[\\s:])`, 'm');
      return (
        mention.test(here) || (ELSEWHERE.includes(id) && (mention.test(faults) || mention.test(service)))
      );
    };
    expect([...POINTS, 'G19'].filter((id) => !tagged(id))).toEqual([]);
  });
});

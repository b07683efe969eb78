import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromStoredJson,
  storedJson,
  storedKey,
  storedText,
  storedTextOrNull,
} from '../../src/store/stored-text.ts';

/** Any text that JavaScript can hold, broken surrogate pairs and NUL included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

describe('text as it is stored', () => {
  it('is well-formed, without NUL and within its limit, and is stored the same again', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const stored = storedText(text, limit);
        expect(stored.isWellFormed()).toBe(true);
        expect(stored).not.toContain('\0');
        expect(stored.length).toBeLessThanOrEqual(limit);
        expect(storedText(stored, limit)).toBe(stored);
      }),
    );
  });

  it('is left alone when it is sound and short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (!text.includes('\0')) expect(storedText(text, text.length + 1)).toBe(text);
      }),
    );
  });

  it('is null when blank', () => {
    for (const blank of [undefined, null, '', ' \n\t']) expect(storedTextOrNull(blank, 10)).toBeNull();
    expect(storedTextOrNull(' a ', 10)).toBe(' a ');
  });
});

describe('a stored key', () => {
  it('is the same for the same texts only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (a, b) => {
          expect(storedKey(a) === storedKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        },
      ),
    );
    expect(storedKey(['ab', 'c'])).not.toBe(storedKey(['a', 'bc']));
  });
});

describe('plain data as it is stored', () => {
  it('comes back as it was, numbers that JSON lacks included', () => {
    const number = fc.oneof(fc.integer(), fc.constantFrom(Infinity, -Infinity, NaN, 0.1));
    const data = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        number,
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(data, (value) => {
        expect(fromStoredJson(storedJson(value))).toEqual(value);
      }),
    );
  });

  it('does not take an object of somebody else for a number', () => {
    const others = [{ $number: 'twelve' }, { $number: 12 }, { $number: null }];
    expect(fromStoredJson(storedJson(others))).toEqual(others);
  });
});

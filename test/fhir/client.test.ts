import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FhirClient, isFhirId, isSendableToken, retryAfterMs } from '../../src/fhir/client.ts';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { DEFAULT_FHIR_LIMITS } from '../../src/fhir/limits.ts';

const BASE = 'https://ehr.example.org/fhir/R4/';
const client = new FhirClient({
  server: { base: BASE, addresses: 'public' },
  limits: DEFAULT_FHIR_LIMITS,
  connections: new FhirConnections(),
});

describe('addresses that may be asked', () => {
  it.each([
    ['Patient/1', `${BASE}Patient/1`],
    [`${BASE}Patient/1`, `${BASE}Patient/1`],
    ['https://ehr.example.org/fhir/R4?_getpages=1', 'https://ehr.example.org/fhir/R4?_getpages=1'],
    ['Observation?page=2#fragment', `${BASE}Observation?page=2`],
  ])('%s', (target, expected) => {
    expect(client.resolve(target)?.href).toBe(expected);
  });

  it('no text of any kind leads out of the base', () => {
    const piece = fc.constantFrom(
      '..',
      '/',
      '\\',
      '%2e%2e',
      '%2f',
      '//',
      '@',
      ':',
      '#',
      '?',
      'https:',
      'evil.com',
      'ehr.example.org',
      'fhir',
      'R4',
      'a',
      '\t',
      '.',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.webUrl(),
          fc.string(),
        ),
        (target) => {
          const url = client.resolve(target);
          if (url === undefined) return;
          expect(url.origin).toBe('https://ehr.example.org');
          expect(url.username + url.password).toBe('');
          expect(`${url.pathname}/`.startsWith('/fhir/R4/')).toBe(true);
          expect(url.pathname).not.toMatch(/\/\.{1,2}(\/|$)|%2e|%2f|%5c/i);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('ids and tokens', () => {
  it.each(['1', 'a-b.C', 'x'.repeat(64)])('%s is an id', (id) => expect(isFhirId(id)).toBe(true));
  it.each(['', '.', '..', 'a/b', 'a?b', 'a b', 'x'.repeat(65), 'ä', 'a\n', 5, null, undefined])(
    '%j is no id',
    (id) => expect(isFhirId(id)).toBe(false),
  );
  it('a token that could split a header is never sent', () => {
    expect(isSendableToken('eyJhbGciOi.J9.x_-~+/=')).toBe(true);
    for (const token of ['', 'a b', 'a\r\nb', 'ü', 'x'.repeat(20_000)])
      expect(isSendableToken(token)).toBe(false);
  });
});

describe('D06 Retry-After', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  it.each([
    ['0', 0],
    ['3600', 3_600_000],
    ['Fri, 20 Nov 2026 12:00:05 GMT', 5000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['garbage', undefined],
    ['-1', undefined],
    ['1e9', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});

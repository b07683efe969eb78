import { describe, expect, it } from 'vitest';
import { addressClass, addressPermitted, checkingLookup } from '../../src/fhir/addresses.ts';
import { allowedServer, isAllowedServer, isWithin, parseFhirBase } from '../../src/fhir/allowed-server.ts';

const LIST = ['https://ehr.example.org/fhir/R4'];

describe('D13 D14 the allow-list: exact origin, path with a slash boundary', () => {
  it.each([
    'https://ehr.example.org/fhir/R4',
    'https://ehr.example.org/fhir/R4/',
    'https://EHR.example.org/fhir/R4',
    'https://ehr.example.org:443/fhir/R4',
    'https://ehr.example.org/fhir/R4/tenant-1',
  ])('%s is allowed', (url) => {
    expect(isAllowedServer(url, LIST)).toBe(true);
  });

  it.each([
    'http://ehr.example.org/fhir/R4',
    'https://ehr.example.org',
    'https://ehr.example.org/fhir',
    'https://ehr.example.org/fhir/R4evil',
    'https://ehr.example.org/fhir/R40',
    'https://ehr.example.org/FHIR/R4',
    'https://ehr.example.org:8443/fhir/R4',
    'https://ehr.example.org.evil.com/fhir/R4',
    'https://ehr.example.org./fhir/R4',
    'https://ehr.example.org@evil.com/fhir/R4',
    'https://user@ehr.example.org/fhir/R4',
    'https://user:pw@ehr.example.org/fhir/R4',
    'https://@ehr.example.org/fhir/R4',
    'https://evil.com/https://ehr.example.org/fhir/R4',
    'https://evil.com#@ehr.example.org/fhir/R4',
    'https://evil.com\\@ehr.example.org/fhir/R4',
    'https://ehr.example.org/fhir/R4/../admin',
    'https://ehr.example.org/fhir/R4/../R4',
    'https://ehr.example.org/fhir/R4/..',
    'https://ehr.example.org/fhir/R4/./x',
    'https://ehr.example.org/fhir/R4/%2e%2e/admin',
    'https://ehr.example.org/fhir/R4/%2E%2E/admin',
    'https://ehr.example.org/fhir/R4%2f..%2fadmin',
    'https://ehr.example.org/fhir/R4/..%5cadmin',
    'https://ehr.example.org\\fhir\\R4',
    'https://ehr.example.org//fhir/R4',
    'https://ehr.example.org/fhir/R4//x',
    'https://ehr.example.org/fhir/R4?x=1',
    'https://ehr.example.org/fhir/R4#x',
    'https://ehr.example.org/fhir/R4\n',
    ' https://ehr.example.org/fhir/R4',
    'https://ehr.exam\tple.org/fhir/R4',
    'https:/ehr.example.org/fhir/R4',
    'https:ehr.example.org/fhir/R4',
    '//ehr.example.org/fhir/R4',
    'ehr.example.org/fhir/R4',
    'https://еhr.example.org/fhir/R4',
    'https://ehr.example.org/fhir/R4\u0000',
    'file:///etc/passwd',
    'gopher://ehr.example.org/fhir/R4',
    'data:application/json,{}',
    'javascript:alert(1)',
    'https://',
    '',
    `https://ehr.example.org/fhir/R4/${'x'.repeat(3000)}`,
    'http://169.254.169.254/',
    'http://localhost:6379/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::1]/',
  ])('%j is refused', (url) => {
    expect(isAllowedServer(url, LIST)).toBe(false);
  });

  it('an empty list allows nothing, a broken entry allows nothing', () => {
    expect(isAllowedServer('https://ehr.example.org/fhir/R4', [])).toBe(false);
    expect(
      isAllowedServer('https://ehr.example.org/fhir/R4', [
        '',
        'https://',
        'https://u@ehr.example.org/fhir/R4',
      ]),
    ).toBe(false);
  });

  it('an entry for a whole host allows all of its paths', () => {
    expect(isAllowedServer('https://ehr.example.org/any/path', ['https://ehr.example.org'])).toBe(true);
  });
});

describe('D16 http', () => {
  it.each([
    'http://127.0.0.1:8090/fhir/R4',
    'http://localhost:8090/fhir',
    'http://[::1]:80/fhir',
    'http://fhir.localhost/R4',
  ])('%s: this machine only', (url) => {
    expect(parseFhirBase(url)).toMatchObject({ ok: true, server: { addresses: 'loopback' } });
    expect(isAllowedServer(url, 'loopback')).toBe(true);
    expect(isAllowedServer(url, [url])).toBe(true);
  });
  it.each([
    'http://10.0.0.5/fhir',
    'http://ehr.example.org/fhir',
    'http://127.0.0.1.nip.io/fhir',
    'http://localhost.evil.com/',
  ])('%s is refused even when listed', (url) => {
    expect(isAllowedServer(url, [url])).toBe(false);
    expect(isAllowedServer(url, 'loopback')).toBe(false);
  });
  it('in development only this machine is allowed', () => {
    expect(isAllowedServer('https://ehr.example.org/fhir/R4', 'loopback')).toBe(false);
    expect(isAllowedServer('https://10.0.0.5/fhir', 'loopback')).toBe(false);
  });
});

describe('what an allowed server may resolve to', () => {
  it('public names to public addresses, configured inside addresses to themselves', () => {
    expect(allowedServer('https://ehr.example.org/fhir/R4', LIST)).toEqual({
      base: 'https://ehr.example.org/fhir/R4/',
      addresses: 'public',
    });
    expect(allowedServer('https://10.1.2.3/fhir', ['https://10.1.2.3/fhir'])?.addresses).toBe('private');
    const entry = { url: 'https://ehr.intern.example/fhir', privateNetwork: true };
    expect(allowedServer('https://ehr.intern.example/fhir', [entry])?.addresses).toBe('private');
    expect(allowedServer('https://169.254.169.254/fhir', ['https://169.254.169.254/fhir'])).toBeUndefined();
  });

  it('a reason of refusal carries nothing of the input', () => {
    const parsed = parseFhirBase('https://user:SENTINEL@ehr.example.org/');
    expect(JSON.stringify(parsed)).not.toContain('SENTINEL');
    expect(parsed.ok).toBe(false);
  });
});

describe('isWithin', () => {
  const base = 'https://h.example/fhir/R4/';
  it.each([
    'https://h.example/fhir/R4/Patient/1',
    'https://h.example/fhir/R4?_getpages=x',
    'https://h.example/fhir/R4/',
  ])('%s', (url) => {
    expect(isWithin(new URL(url), base)).toBe(true);
  });
  it.each([
    'https://h.example/fhir/R4evil/Patient',
    'https://h.example/fhir',
    'https://h.example:444/fhir/R4/',
    'https://a@h.example/fhir/R4/',
    'http://h.example/fhir/R4/',
    'https://h.example/fhir/R4/%2e%2e/x',
  ])('%s is outside', (url) => {
    expect(isWithin(new URL(url), base)).toBe(false);
  });
});

describe('D15 addresses', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['10.0.0.5', 'private'],
    ['192.168.1.1', 'private'],
    ['100.63.255.255', 'public'],
    ['100.64.0.1', 'private'],
    ['100.128.0.0', 'public'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'forbidden'],
    ['0.0.0.0', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['::1', 'loopback'],
    ['::', 'forbidden'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['2002:7f00:1::', 'loopback'],
    ['fd00::1', 'private'],
    ['fc00::1', 'private'],
    ['fe80::1%eth0', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['2606:2800:220:1:248:1893:25c8:1946', 'public'],
    ['not an address', 'forbidden'],
  ])('%s is %s', (address, expected) => {
    expect(addressClass(address)).toBe(expected);
  });

  it('policies', () => {
    expect(
      ['8.8.8.8', '10.0.0.5', '127.0.0.1', '169.254.169.254'].map((a) => addressPermitted(a, 'public')),
    ).toEqual([true, false, false, false]);
    expect(
      ['8.8.8.8', '10.0.0.5', '127.0.0.1', '169.254.169.254'].map((a) => addressPermitted(a, 'private')),
    ).toEqual([true, true, true, false]);
    expect(
      ['8.8.8.8', '10.0.0.5', '127.0.0.1', '169.254.169.254'].map((a) => addressPermitted(a, 'loopback')),
    ).toEqual([false, false, true, false]);
  });

  it('one refused address among several refuses the name; the checked addresses are handed on', async () => {
    const ask = (addresses: string[], all: boolean) =>
      new Promise<unknown>((resolve) => {
        const lookup = checkingLookup('public', (_host, done) =>
          done(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
        );
        lookup('ehr.example.org', { all }, (error, address) => resolve(error?.name ?? address));
      });
    expect(await ask(['8.8.8.8', '8.8.4.4'], true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '8.8.4.4', family: 4 },
    ]);
    expect(await ask(['8.8.8.8'], false)).toBe('8.8.8.8');
    expect(await ask(['8.8.8.8', '10.0.0.5'], true)).toBe('RefusedAddressError');
    expect(await ask([], true)).toBe('Error');
  });
});

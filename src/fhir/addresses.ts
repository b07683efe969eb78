import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Where an IP address leads: the open network, this machine, an inside network, or nowhere a FHIR server can be. */
export type AddressClass = 'public' | 'loopback' | 'private' | 'forbidden';

/**
 * Which addresses a configured server may resolve to. `public`: only the open network; `private`: inside networks
 * too (the site said so); `loopback`: this machine only. Link-local (cloud metadata), multicast and unspecified
 * addresses are never connected to.
 */
export type AddressPolicy = 'public' | 'private' | 'loopback';

/** IPv4 blocks that are not the open network (IANA special-purpose registry). */
const V4_BLOCKS: readonly (readonly [base: string, bits: number, kind: AddressClass])[] = [
  ['0.0.0.0', 8, 'forbidden'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'forbidden'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'forbidden'],
  ['192.0.2.0', 24, 'forbidden'],
  ['192.88.99.0', 24, 'forbidden'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'private'],
  ['198.51.100.0', 24, 'forbidden'],
  ['203.0.113.0', 24, 'forbidden'],
  ['224.0.0.0', 4, 'forbidden'],
  ['240.0.0.0', 4, 'forbidden'],
];

function v4Number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function classOfV4(value: number): AddressClass {
  for (const [base, bits, kind] of V4_BLOCKS) {
    const size = 2 ** (32 - bits);
    if (Math.floor(value / size) === Math.floor(v4Number(base) / size)) return kind;
  }
  return 'public';
}

/** The eight 16-bit groups of a valid IPv6 address (zone index dropped). */
function v6Groups(address: string): readonly number[] {
  let text = address.replace(/%.*$/, '');
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted?.[1] !== undefined && dotted[2] !== undefined) {
    const value = v4Number(dotted[2]);
    text = `${dotted[1]}${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;
  }
  const [left = '', right] = text.split('::');
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const head = parse(left);
  if (right === undefined) return head;
  const tail = parse(right);
  return [...head, ...new Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
}

function classOfV6(address: string): AddressClass {
  const groups = v6Groups(address);
  const at = (index: number): number => groups[index] ?? 0;
  const embedded = (index: number): AddressClass => classOfV4(at(index) * 65536 + at(index + 1));
  const zeros = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  if (zeros(7)) return at(7) === 1 ? 'loopback' : at(7) === 0 ? 'forbidden' : 'private';
  // IPv4-mapped, IPv4-compatible, NAT64 and 6to4 addresses lead to the IPv4 address inside them.
  if (zeros(5) && at(5) === 0xffff) return embedded(6);
  if (zeros(6)) return embedded(6);
  if (at(0) === 0x64 && at(1) === 0xff9b) return embedded(6);
  if (at(0) === 0x2002) return embedded(1);
  if (at(0) === 0x2001 && at(1) === 0) return 'forbidden';
  if (at(0) === 0x2001 && at(1) === 0xdb8) return 'forbidden';
  if ((at(0) & 0xfe00) === 0xfc00) return 'private';
  if ((at(0) & 0xffc0) === 0xfe80) return 'forbidden';
  if ((at(0) & 0xffc0) === 0xfec0) return 'private';
  if ((at(0) & 0xff00) === 0xff00) return 'forbidden';
  if (at(0) === 0x100) return 'forbidden';
  return 'public';
}

/** The class of an IP address in text; text that is no IP address is `forbidden`. */
export function addressClass(address: string): AddressClass {
  const family = isIP(address);
  if (family === 4) return classOfV4(v4Number(address));
  if (family === 6) return classOfV6(address);
  return 'forbidden';
}

/** May a server of this policy be connected to at this address? */
export function addressPermitted(address: string, policy: AddressPolicy): boolean {
  const kind = addressClass(address);
  if (policy === 'loopback') return kind === 'loopback';
  if (policy === 'private') return kind !== 'forbidden';
  return kind === 'public';
}

/** A host name resolved to an address that its configuration does not permit (DNS rebinding, a wrong record). */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
  readonly code = 'NELM_REFUSED_ADDRESS';
  constructor() {
    super('the host resolves to an address that is not permitted for it');
  }
}

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}
/** `dns.lookup` with `all: true`; replaced in tests. */
export type Resolver = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly ResolvedAddress[]) => void,
) => void;

const systemResolver: Resolver = (hostname, callback) =>
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
    callback(error, error === null ? addresses : []),
  );

/**
 * A `lookup` for `net.connect`: resolves once, refuses the name when any of its addresses is not permitted, and
 * hands the checked addresses to the socket, so that no second look-up can answer differently.
 */
export function checkingLookup(policy: AddressPolicy, resolver: Resolver = systemResolver): LookupFunction {
  return (hostname, options, callback): void => {
    resolver(hostname, (error, addresses) => {
      const first = addresses[0];
      if (error !== null || first === undefined) {
        callback(error ?? new Error('the host has no address'), '');
      } else if (!addresses.every(({ address }) => addressPermitted(address, policy))) {
        callback(new RefusedAddressError(), '');
      } else if (options.all === true) {
        callback(null, [...addresses]);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

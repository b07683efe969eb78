import { isIP } from 'node:net';
import { type AddressPolicy, addressClass } from './addresses.ts';

/** One entry of a client's allow-list; the long form permits a name that resolves to an inside network. */
export type FhirServerEntry = string | { readonly url: string; readonly privateNetwork?: boolean };

/** A FHIR base URL that may be asked, and the addresses that it may resolve to. */
export interface AllowedServer {
  /** Ends with a slash: every URL that is asked starts with it, or equals it without the slash. */
  readonly base: string;
  readonly addresses: AddressPolicy;
}

export type ParsedServer =
  | { readonly ok: true; readonly server: AllowedServer }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): ParsedServer => ({ ok: false, reason });

/** Host as `URL` writes it: lower case, IPv6 in brackets. */
function bareHost(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function isLoopbackHost(host: string): boolean {
  if (isIP(host) !== 0) return addressClass(host) === 'loopback';
  return host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Reads a FHIR base URL: absolute, https (http for this machine only), no user information, query, fragment, dot
 * segment, encoded separator, backslash or blank. The reason of a refusal carries nothing of the input.
 */
export function parseFhirBase(text: string, privateNetwork = false): ParsedServer {
  // WHATWG URL drops tabs and newlines and turns backslashes into slashes: two readers could disagree on such text.
  if (text.length > 2048 || /[^\x21-\x7e]|\\/.test(text)) return refuse('is not a plain URL');
  if (!/^https?:\/\/[^/]/i.test(text)) return refuse('is not an absolute http(s) URL');
  if (/\/\.{1,2}(\/|$)|%2e|%2f|%5c|%00/i.test(text)) return refuse('has dot segments or encoded separators');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return refuse('is not a URL');
  }
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/]*@/i.test(text))
    return refuse('has user information');
  if (text.includes('?') || text.includes('#')) return refuse('has a query or a fragment');
  if (url.pathname.includes('//')) return refuse('has an empty path segment');
  const host = bareHost(url);
  const loopback = isLoopbackHost(host);
  if (url.protocol !== 'https:' && !loopback) return refuse('is not https (http is for this machine only)');
  const literal = isIP(host) === 0 ? undefined : addressClass(host);
  if (literal === 'forbidden') return refuse('is a link-local, multicast or reserved address');
  const addresses = loopback ? 'loopback' : literal === 'private' || privateNetwork ? 'private' : 'public';
  return { ok: true, server: { base: `${url.origin}${url.pathname.replace(/\/$/, '')}/`, addresses } };
}

/** Does the URL lie at or under the base (same origin, path prefix that ends at a `/`), without user information? */
export function isWithin(url: URL, base: string): boolean {
  const root = new URL(base);
  if (url.origin !== root.origin || url.username !== '' || url.password !== '') return false;
  if (/%2e|%2f|%5c|\\/i.test(url.pathname)) return false;
  return url.pathname.startsWith(root.pathname) || `${url.pathname}/` === root.pathname;
}

/**
 * The server when the allow-list has it: exact origin, and the entry's path or a path below it. `'loopback'` in place
 * of a list permits servers on this machine only (development).
 */
export function allowedServer(
  url: string,
  allowList: readonly FhirServerEntry[] | 'loopback',
): AllowedServer | undefined {
  const asked = parseFhirBase(url);
  if (!asked.ok) return undefined;
  if (allowList === 'loopback') return asked.server.addresses === 'loopback' ? asked.server : undefined;
  for (const entry of allowList) {
    const listed =
      typeof entry === 'string'
        ? parseFhirBase(entry)
        : parseFhirBase(entry.url, entry.privateNetwork === true);
    if (listed.ok && isWithin(new URL(asked.server.base), listed.server.base)) {
      return { base: asked.server.base, addresses: listed.server.addresses };
    }
  }
  return undefined;
}

/** Is the FHIR base URL on the allow-list? See `allowedServer`. */
export function isAllowedServer(url: string, allowList: readonly FhirServerEntry[] | 'loopback'): boolean {
  return allowedServer(url, allowList) !== undefined;
}

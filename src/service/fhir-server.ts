import type { Client } from './clients.ts';

/** True for names and addresses that stay on this machine. The host is as `URL.hostname` gives it. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A FHIR base URL in the one form in which two are compared: no trailing slash, no `..`, no default port.
 * Undefined for anything that is no plain http(s) address: user or password in it, a query, a fragment,
 * an encoded slash, backslash or dot (which a server may read as a path of its own). With `httpsOnly`, http is
 * accepted on loopback only.
 */
export function normalBase(text: string, httpsOnly: boolean): string | undefined {
  if (text.length > 2048 || /[\s\\?#]/.test(text) || hasControl(text) || /%(?:2f|5c|2e|00)/i.test(text)) {
    return undefined;
  }
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (httpsOnly && url.protocol === 'http:' && !isLoopback(url.hostname)) return undefined;
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/]*@/i.test(text)) return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x21 || unit === 0x7f) return true;
  }
  return false;
}

/**
 * The base URL to read from, when this client may have the service read from it: exact origin and the path or a
 * path below it. Undefined when it may not: the address comes from a request body and may point anywhere.
 */
export function allowedFhirServer(client: Client, fhirServer: string): string | undefined {
  const asked = normalBase(fhirServer, false);
  if (asked === undefined) return undefined;
  if (client.fhirServers === 'loopback') {
    return isLoopback(new URL(asked).hostname) ? asked : undefined;
  }
  const allowed = client.fhirServers.some((listed) => {
    const base = normalBase(listed, true);
    return base !== undefined && (asked === base || asked.startsWith(`${base}/`));
  });
  return allowed ? asked : undefined;
}

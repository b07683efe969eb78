import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTHeaderParameters,
  jwtVerify,
} from 'jose';
import type { Client, RegisteredClient } from './clients.ts';
import { PublishedKeys, type KeyFinder } from './key-sets.ts';

/** CDS Hooks "JWT Signing Algorithm": the two that are recommended, and no other. */
export const ALGORITHMS: readonly string[] = ['ES384', 'RS384'];
/** Longest life of a token, and the clock difference that is put up with (seconds). */
export const LIFETIME_LIMIT = 3600;
export const CLOCK_TOLERANCE = 60;
const ID_LIMIT = 512;

export type Authentication =
  | { readonly kind: 'client'; readonly client: Client }
  /** `reason` is for the log and for counting. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Whether the token was used before could not be found out. */
  | { readonly kind: 'undecided' };

export interface AuthenticationDeps {
  readonly clients: readonly RegisteredClient[];
  /** False: this token was seen before. */
  readonly rememberToken: (issuer: string, jti: string, expiresAt: Date) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Keys {
  readonly fixed: { readonly set: JSONWebKeySet; readonly finder: KeyFinder } | undefined;
  readonly published: PublishedKeys | undefined;
}

class Refused extends Error {}

/**
 * Checks the bearer token of a CDS client (CDS Hooks "Trusting CDS Clients") in the order that best practice
 * asks for: issuer, audience, times, tenant, keys, signature, and last whether it was used before. Nothing named
 * by an unverified token is fetched: keys come from the client's profile, and a `jku` that differs from the
 * configured address is refused.
 */
export class ClientAuthentication {
  readonly #deps: AuthenticationDeps;
  readonly #keys = new Map<RegisteredClient, Keys>();

  constructor(deps: AuthenticationDeps) {
    this.#deps = deps;
    for (const client of deps.clients) {
      const set = client.jwks as JSONWebKeySet | null | undefined;
      this.#keys.set(client, {
        fixed: set && set.keys.length > 0 ? { set, finder: createLocalJWKSet(set) } : undefined,
        published: client.jwksUrl ? new PublishedKeys(client.jwksUrl, { now: deps.now }) : undefined,
      });
    }
  }

  /**
   * `authorization`: all Authorization headers of the request. `audiences`: the public URLs a token for this
   * request may name.
   */
  async authenticate(
    authorization: readonly string[],
    audiences: readonly string[],
  ): Promise<Authentication> {
    try {
      const token = bearerToken(authorization);
      const { client, issuer, jti, expiresAt } = await this.#verified(token, audiences);
      let first: boolean;
      try {
        first = await this.#deps.rememberToken(issuer, jti, expiresAt);
      } catch {
        return { kind: 'undecided' };
      }
      return first ? { kind: 'client', client } : { kind: 'refused', reason: 'replayed' };
    } catch (error) {
      return { kind: 'refused', reason: error instanceof Refused ? error.message : 'signature' };
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#keys.values()].map((keys) => keys.published?.close()));
  }

  async #verified(token: string, audiences: readonly string[]) {
    const { header, claims } = decoded(token);
    const candidates = this.#deps.clients.filter((client) => client.issuer === claims.iss);
    if (candidates.length === 0) throw new Refused('issuer');
    const named = (Array.isArray(claims.aud) ? claims.aud : [claims.aud]).map(String);
    const meant = candidates.filter((client) =>
      named.some((name) => accepted(client, audiences).includes(name)),
    );
    if (meant.length === 0) throw new Refused('audience');
    const times = this.#checkedTimes(claims);
    const client =
      meant.find((one) => one.tenant !== null && one.tenant === claims.tenant) ??
      meant.find((one) => one.tenant === null);
    if (!client) throw new Refused('tenant');
    if (header.alg === undefined || !ALGORITHMS.includes(header.alg)) throw new Refused('algorithm');
    if (header.typ !== undefined && String(header.typ).toUpperCase() !== 'JWT') throw new Refused('type');
    if (typeof header.kid !== 'string' || header.kid === '' || header.kid.length > ID_LIMIT) {
      throw new Refused('key-id');
    }
    if (header.jku !== undefined && header.jku !== client.jwksUrl) throw new Refused('jku');
    await jwtVerify(token, await this.#finder(client, header), {
      algorithms: [...ALGORITHMS],
      issuer: client.issuer,
      audience: [...accepted(client, audiences)],
      requiredClaims: ['exp', 'iat', 'jti'],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(this.#deps.now()),
    });
    return { client, issuer: client.issuer, ...times };
  }

  async #finder(client: RegisteredClient, header: JWTHeaderParameters): Promise<KeyFinder> {
    const keys = this.#keys.get(client);
    if (keys?.fixed?.set.keys.some((key) => key.kid === header.kid)) return keys.fixed.finder;
    if (!keys?.published) throw new Refused('unknown-key');
    try {
      return await keys.published.finderFor(header);
    } catch {
      throw new Refused('keys-unavailable');
    }
  }

  /** Expiry, begin, age and length of life, and the id that makes a token usable once. */
  #checkedTimes(claims: JWTPayload): { jti: string; expiresAt: Date } {
    const now = Math.floor(this.#deps.now() / 1000);
    const { exp, iat, nbf, jti } = claims;
    if (!isTime(exp) || !isTime(iat) || (nbf !== undefined && !isTime(nbf))) throw new Refused('times');
    if (exp + CLOCK_TOLERANCE <= now) throw new Refused('expired');
    if (iat - CLOCK_TOLERANCE > now || (nbf ?? 0) - CLOCK_TOLERANCE > now) throw new Refused('not-yet-valid');
    if (exp - iat > LIFETIME_LIMIT || exp < iat) throw new Refused('lifetime');
    if (typeof jti !== 'string' || jti === '' || jti.length > ID_LIMIT) throw new Refused('token-id');
    return { jti, expiresAt: new Date((exp + CLOCK_TOLERANCE) * 1000) };
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e11;
}

/** Exactly one header with one bearer token in compact form. */
function bearerToken(authorization: readonly string[]): string {
  if (authorization.length !== 1) throw new Refused(authorization.length === 0 ? 'no-token' : 'two-headers');
  const match = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization[0]?.trim() ?? '');
  if (!match?.[1]) throw new Refused('no-bearer-token');
  return match[1];
}

function decoded(token: string): { header: JWTHeaderParameters; claims: JWTPayload } {
  try {
    return { header: decodeProtectedHeader(token) as JWTHeaderParameters, claims: decodeJwt(token) };
  } catch {
    throw new Refused('not-a-token');
  }
}

/** The names a token may have in `aud`: the URL called, with or without a slash at the end, and the extra ones. */
function accepted(client: RegisteredClient, audiences: readonly string[]): readonly string[] {
  return [...audiences.flatMap((audience) => [audience, `${audience}/`]), ...client.audiences];
}

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { ClientSchema, type RegisteredClient } from '../../src/service/clients.ts';

/** An issuer that can mint any token, good or bad. */
export class Issuer {
  readonly iss: string;
  readonly ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  readonly rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

  constructor(iss = 'https://ehr.example/cds-client') {
    this.iss = iss;
  }

  /** Its public keys: `ec-1` and `rsa-1`. */
  jwks(): { keys: Record<string, unknown>[] } {
    return {
      keys: [publicJwk(this.ec.publicKey, 'ec-1', 'ES384'), publicJwk(this.rsa.publicKey, 'rsa-1', 'RS384')],
    };
  }

  profile(change: Readonly<Record<string, unknown>> = {}): RegisteredClient {
    return ClientSchema.parse({ issuer: this.iss, jwks: this.jwks(), ...change });
  }

  /** A token that is good for the audience, unless changed. Claims set to undefined are left out. */
  async token(
    audience: string | readonly string[],
    change: {
      readonly claims?: Readonly<Record<string, unknown>>;
      readonly header?: Readonly<Record<string, unknown>>;
      readonly alg?: string;
      readonly key?: KeyObject | Uint8Array;
      readonly now?: number;
    } = {},
  ): Promise<string> {
    const now = change.now ?? Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.iss,
      aud: audience,
      iat: now,
      exp: now + 300,
      jti: crypto.randomUUID(),
      ...change.claims,
    };
    const alg = change.alg ?? 'ES384';
    const key = change.key ?? (alg.startsWith('RS') ? this.rsa.privateKey : this.ec.privateKey);
    const header = { alg, typ: 'JWT', kid: alg.startsWith('RS') ? 'rsa-1' : 'ec-1', ...change.header };
    const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
    return new SignJWT(given).setProtectedHeader(header).sign(key);
  }
}

export function publicJwk(key: KeyObject, kid: string, alg: string): Record<string, unknown> {
  return { ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

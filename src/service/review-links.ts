import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Links to review pages: signed, bound to one evaluation, expiring. The token holds the expiry and a MAC over the
 * id and the expiry; no patient data is in the address.
 */
export class ReviewLinks {
  readonly #secret: string;
  readonly #publicBaseUrl: string;

  constructor(secret: string, publicBaseUrl: string) {
    this.#secret = secret;
    this.#publicBaseUrl = publicBaseUrl;
  }

  /** Absolute address of the review page of an evaluation. */
  url(id: string, expiresAt: Date): string {
    return `${this.#publicBaseUrl}/review/${encodeURIComponent(id)}?token=${this.token(id, expiresAt)}`;
  }

  token(id: string, expiresAt: Date): string {
    const expiry = Math.floor(expiresAt.getTime() / 1000).toString(36);
    return `${expiry}.${this.#mac(id, expiry)}`;
  }

  /** True for a token that this service gave out for this id and that has not expired. */
  isGood(id: string, token: unknown, now: Date): boolean {
    if (typeof token !== 'string') return false;
    const match = /^([0-9a-z]{1,10})\.([\w-]{43})$/.exec(token);
    if (!match?.[1] || !match[2]) return false;
    const expected = Buffer.from(this.#mac(id, match[1]));
    if (!timingSafeEqual(expected, Buffer.from(match[2]))) return false;
    return Number.parseInt(match[1], 36) * 1000 > now.getTime();
  }

  #mac(id: string, expiry: string): string {
    return createHmac('sha256', this.#secret).update(`review\n${id}\n${expiry}`).digest('base64url');
  }
}

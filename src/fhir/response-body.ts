import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The body is larger than what may be read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}
/** The body cannot be read as its headers describe it. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError';
}

/** Bytes that the responses of one hook call may still have together. */
export interface ByteAllowance {
  remaining: number;
}

const header = (headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string => {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).toLowerCase();
};

/**
 * Reads a JSON body: content type checked, gzip undone, bytes counted after decompression while they arrive.
 * @throws BodyTooLargeError, UnreadableBodyError, or what the connection throws when it breaks.
 */
export async function readJsonBody(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Readable,
  maxBytes: number,
  allowance: ByteAllowance,
): Promise<unknown> {
  const type = header(headers, 'content-type');
  const encoding = header(headers, 'content-encoding').trim();
  const declared = Number(header(headers, 'content-length'));
  const limit = Math.min(maxBytes, allowance.remaining);
  if (type !== '' && !/\bjson\b|\+json/.test(type)) {
    discard(body);
    throw new UnreadableBodyError('content type');
  }
  if (Number.isFinite(declared) && declared > limit) {
    discard(body);
    throw new BodyTooLargeError();
  }
  const text = (await collect(decoded(body, encoding), body, limit, allowance)).toString('utf8');
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    throw new UnreadableBodyError('JSON');
  }
}

function decoded(body: Readable, encoding: string): Readable {
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    discard(body);
    throw new UnreadableBodyError('content encoding');
  }
  const gunzip = createGunzip();
  body.on('error', (error) => gunzip.destroy(error));
  return body.pipe(gunzip);
}

async function collect(
  stream: Readable,
  source: Readable,
  limit: number,
  allowance: ByteAllowance,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      allowance.remaining -= bytes.length;
      if (size > limit) throw new BodyTooLargeError();
      chunks.push(bytes);
    }
  } catch (error) {
    source.destroy();
    throw error;
  }
  return Buffer.concat(chunks, size);
}

/** Lets go of a body that nobody reads. An error of the stream has no listener otherwise and would end the process. */
export function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}

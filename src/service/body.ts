import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { malformed, type Refusal, RefusedError } from './outcome.ts';
import { checkedJson } from './json.ts';

const MEDIA_TYPES = new Set(['application/json', 'application/fhir+json']);
/** After a refusal for size the rest is read and thrown away up to this much, so that the client can read it. */
const DRAIN_BYTES = 32 * 1024 * 1024;
const DRAIN_MILLISECONDS = 3000;

/** A body that was read: the JSON value, or why it is refused. */
export type Body = { readonly value: unknown } | Refusal;

/**
 * Reads a JSON body of at most `limitBytes` (after decompression). Accepts `application/json` and
 * `application/fhir+json` in UTF-8, plain or gzip or deflate. Never throws for anything a client can send;
 * rejects only when the connection is lost.
 */
export async function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  const refusal = refusedHeaders(request, limitBytes);
  if (refusal) {
    if (refusal.kind === 'too-large') drain(request);
    return refusal;
  }
  try {
    const bytes = await readBytes(request, limitBytes);
    return checkedJson(bytes);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    drain(request);
    return error.refusal;
  }
}

function refusedHeaders(request: IncomingMessage, limitBytes: number): Refusal | undefined {
  const length = Number(request.headers['content-length']);
  if (length > limitBytes) return { kind: 'too-large', limitBytes };
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (!MEDIA_TYPES.has(type.trim())) {
    return { kind: 'wrong-media-type', text: 'Send application/json or application/fhir+json.' };
  }
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.trim().split('=');
    if (name === 'charset' && !/^"?utf-?8"?$/.test(value.trim())) {
      return { kind: 'wrong-media-type', text: 'Send UTF-8.' };
    }
  }
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (!['identity', 'gzip', 'deflate'].includes(encoding)) {
    return {
      kind: 'wrong-media-type',
      text: 'Content encodings other than gzip and deflate are not supported.',
    };
  }
  return undefined;
}

function decoded(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'gzip') return request.pipe(createGunzip());
  if (encoding === 'deflate') return request.pipe(createInflate());
  return request;
}

/** Collects the body while counting; the count is taken after decompression, so a bomb stops at the limit. */
function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const source = decoded(request);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: Error) => {
      source.removeListener('data', onData);
      if (source !== request) {
        request.unpipe();
        source.destroy();
      }
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) stop(new RefusedError({ kind: 'too-large', limitBytes }));
      else chunks.push(chunk);
    };
    source.on('data', onData);
    source.once('end', () => resolve(Buffer.concat(chunks, size)));
    source.once('error', (error) => {
      const ofEncoding = source !== request;
      stop(
        ofEncoding
          ? new RefusedError(
              malformed({ code: 'structure', text: 'The body does not decode by its content encoding.' }),
            )
          : error,
      );
    });
    request.once('aborted', () => stop(new ConnectionLostError()));
    if (source !== request) request.once('error', () => stop(new ConnectionLostError()));
  });
}

/** The client went away before the body was complete. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

function drain(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let left = DRAIN_BYTES;
  const timer = setTimeout(() => request.destroy(), DRAIN_MILLISECONDS);
  timer.unref();
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.once('close', () => clearTimeout(timer));
  request.on('error', () => {});
  request.resume();
}

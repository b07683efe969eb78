import type { RequestHandler } from 'express';

/**
 * CORS for browser-based CDS clients (CDS Hooks "Cross-Origin Resource Sharing"). The preflight carries no token
 * and is answered without one; the headers are on errors too. No credentials: tokens travel in a header that the
 * client sets itself, so a wildcard gives nothing away that the token does not protect.
 */
export function cors(origins: '*' | readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.headers.origin;
    if (origins === '*') {
      response.set('Access-Control-Allow-Origin', '*');
    } else if (origins.length > 0) {
      response.vary('Origin');
      if (origin !== undefined && origins.includes(origin)) {
        response.set('Access-Control-Allow-Origin', origin);
      }
    }
    const allowed = response.getHeader('Access-Control-Allow-Origin') !== undefined;
    if (allowed) response.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id, WWW-Authenticate');
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      if (allowed) {
        response.set('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
        response.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept');
        response.set('Access-Control-Max-Age', '600');
      }
      response.status(204).end();
      return;
    }
    next();
  };
}

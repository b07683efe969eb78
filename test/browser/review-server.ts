import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { buildAssets } from '../../src/review/assets.ts';
import { reviewRouter } from '../../src/review/router.ts';
import { ReviewLinks } from '../../src/service/review-links.ts';
import type { ReviewRecord, ReviewSnapshot } from '../../src/store/store.ts';

export interface ReviewServer {
  readonly base: string;
  /** Keeps a snapshot and gives the address of its page. */
  add(id: string, snapshot: ReviewSnapshot, expiresInMs?: number): string;
  readonly router: express.Express;
  close(): Promise<void>;
}

/** A server with the review pages alone: records in memory, real links. */
export async function startReviewServer(): Promise<ReviewServer> {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const records = new Map<string, ReviewRecord>();
  const links = new ReviewLinks('a secret of the tests, long enough', base);
  app.use(
    '/review',
    reviewRouter({ links, review: async (id) => records.get(id), assets: await buildAssets() }),
  );
  return {
    base,
    router: app,
    add(id, snapshot, expiresInMs = 3_600_000) {
      const expiresAt = new Date(Date.now() + expiresInMs);
      records.set(id, {
        id,
        issuer: 'tests',
        subject: snapshot.evaluation.subject,
        createdAt: new Date(),
        expiresAt,
        snapshot,
      });
      return links.url(id, expiresAt);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

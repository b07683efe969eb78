import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../service/log.ts';
import { start } from '../../service/start.ts';

export type Served = 'bare' | 'service';

/** A server in a process of its own, so that the one that asks does not slow the one that answers. */
export interface Running {
  readonly base: string;
  stop(): void;
}

const COMMAND = fileURLToPath(new URL('../bench.ts', import.meta.url));

/** Starts a server in a process of its own. Rejects when it ends before it listens. */
export async function runServer(served: Served): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [COMMAND, '--serve', served], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: served === 'bare' ? 'production' : 'development' },
  });
  const base = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`the ${served} server ended (${status})`)));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { base, stop: () => child.kill() };
}

/** In the process of the server: listens, and writes its address. */
export async function serve(served: Served): Promise<void> {
  console.log(served === 'bare' ? await serveBare() : await serveService());
}

async function serveBare(): Promise<string> {
  const app = express();
  app.get('/', (_request, response) => {
    response.json({ services: [] });
  });
  app.post('/', express.json({ limit: '10mb' }), (_request, response) => {
    response.json({ cards: [] });
  });
  return new Promise((resolve, reject) => {
    const server = app.listen(0, '127.0.0.1', (error) => {
      const address = server.address();
      if (error || address === null || typeof address === 'string') reject(error ?? new Error('no address'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}

async function serveService(): Promise<string> {
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const started = await start(config, { log: createLogger(config.logLevel) });
  return started.address;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort } from './process.ts';

const SCRIPTS = [
  ['start', 'PORT', '/health/live'],
  ['sandbox', 'SANDBOX_PORT', '/fhir/R4/metadata'],
] as const;

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

async function until(wanted: boolean, url: string): Promise<boolean> {
  for (let tries = 0; tries < 100 && (await answers(url)) !== wanted; tries++) await delay(100);
  return answers(url);
}

it.each(SCRIPTS)(
  'npm run %s leaves no process behind when npm is told to stop',
  async (script, variable, path) => {
    const port = await freePort();
    const npm = spawn('npm', ['run', '-s', script], {
      env: { ...process.env, DATABASE_URL: 'sqlite::memory:', [variable]: String(port) },
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}${path}`;
    expect(await until(true, url)).toBe(true);
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    expect(await until(false, url)).toBe(false);
  },
);

import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hookRequest, type RunningService, startService } from './running-service.ts';
import { Issuer } from './tokens.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';

interface Document {
  readonly openapi: string;
  readonly servers: readonly { url: string }[];
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { operationId: string; security?: unknown; responses: Record<string, unknown> }>
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let running: RunningService;
let document: Document;
beforeAll(async () => {
  running = await startService({ clients: [new Issuer().profile()] });
  document = (await (await fetch(`${running.base}/openapi.json`)).json()) as Document;
});
afterAll(() => running.stop());

/** What Express has registered, read from the router itself. */
function registered(app: Express): string[] {
  const stack = (
    app.router as unknown as { stack: { route?: { path: string; methods: Record<string, boolean> } }[] }
  ).stack;
  return stack
    .flatMap(({ route }) =>
      route && Object.keys(route.methods).length === 1
        ? Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
        : [],
    )
    .sort();
}

describe('OpenAPI', () => {
  it('names exactly the routes that are registered', () => {
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    // The review page is a router of its own, mounted under its path.
    expect(named.sort()).toEqual([...registered(running.service.app), 'get /review/{id}'].sort());
    expect(named.length).toBeGreaterThanOrEqual(18);
  });

  it('is 3.1, with resolvable references, unique operations, and tokens where they are asked', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: running.base }]);
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty([name ?? '']);
    }
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const asked = method === 'post';
        expect([path, operation.security !== undefined, '401' in operation.responses]).toEqual([
          path,
          asked,
          asked,
        ]);
      }
    }
  });

  it('has schemas that compile and that say yes to good requests and no to bad ones', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const compiled = Object.fromEntries(
      Object.entries(document.components.schemas).map(([name, schema]) => [name, ajv.compile(schema)]),
    );
    const request = compiled['Request-patient-view'];
    expect(request?.(hookRequest())).toBe(true);
    expect(request?.(hookRequest({ extension: { any: 1 } }))).toBe(true);
    expect(request?.(hookRequest({ context: { userId: 'x', patientId: 'a' } }))).toBe(false);
    expect(compiled.Feedback?.({ feedback: [] })).toBe(false);
  });
});

import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { gather } from '../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS } from '../../src/fhir/limits.ts';
import { PATIENT_SEARCHES } from '../../src/fhir/searches.ts';
import { type FakeFhir, json, searchset, startFhir } from './fake-fhir.ts';
import { PATIENT, TOKEN } from './scene.ts';

const ROOT = '/ehr/fhir/R4';
const LIMITS = { ...DEFAULT_FHIR_LIMITS, requestTimeoutMs: 500, budgetMs: 1500, maxPages: 3 };
const RECORD = [
  PATIENT,
  ...PATIENT_SEARCHES.map(({ resourceType }) => ({
    resourceType,
    id: `${resourceType}-1`,
    subject: { reference: 'Patient/p1' },
  })),
];
const OUTCOME = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };

type Fault = (response: ServerResponse, evil: FakeFhir, fhir: FakeFhir, type: string) => void;
const own = (type: string) => RECORD.filter((one) => one.resourceType === type);
const withNext = (type: string, url: string) => searchset(own(type), { link: [{ relation: 'next', url }] });

const FAULTS: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 410, 422, 429, 500, 501, 503].map((status): [string, Fault] => [
      `status ${status}`,
      (response) => json(response, status, OUTCOME),
    ]),
  ),
  redirect: (response, evil, _fhir, type) =>
    void response.writeHead(302, { location: `${evil.base}/${type}?patient=p1` }).end(),
  'never answers': () => undefined,
  reset: (response) => void response.socket?.resetAndDestroy(),
  'cut short': (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"resourceT'),
  'login page': (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  'outcome for data': (response) => json(response, 200, OUTCOME),
  'null for data': (response) => json(response, 200, null),
  'other resources': (response) => json(response, 200, searchset([{ ...PATIENT, id: 'p2' }])),
  'error entry': (response) => json(response, 200, searchset([OUTCOME])),
  'total above entries': (response, _evil, _fhir, type) =>
    json(response, 200, searchset(own(type), { total: 99 })),
  'next elsewhere': (response, evil, _fhir, type) =>
    json(response, 200, withNext(type, `${evil.base}/${type}?page=2`)),
  'next in a circle': (response, _evil, fhir, type) =>
    json(response, 200, withNext(type, `${fhir.base}/${type}?page=2`)),
};
const NAMES = Object.keys(FAULTS);

describe('B-03 B-06 any mix of faults', () => {
  it('never narrows the record silently, and never sends the token elsewhere', async () => {
    const fhir = await startFhir(RECORD, ROOT);
    const evil = await startFhir(RECORD, ROOT);
    const types = ['Patient', ...PATIENT_SEARCHES.map(({ resourceType }) => resourceType)];
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(fc.constantFrom(...types), fc.constantFrom(...NAMES), { minKeys: 1, maxKeys: 4 }),
          async (faults) => {
            const connections = new FhirConnections();
            for (const type of types) {
              const fault = FAULTS[faults[type] ?? ''];
              fhir.on(type, fault && ((_request, response) => fault(response, evil, fhir, type)));
            }
            const request = { patientId: 'p1', fhirServer: fhir.base, accessToken: TOKEN };
            const answer = await gather(request, LIMITS, connections);
            await connections.close();
            // On a starved machine a sound request may run out of time too: that must be marked as well.
            if (answer.kind !== 'gathered') {
              const sound = (faults.Patient ?? faults.Condition) === undefined;
              expect(answer).toMatchObject({ kind: 'unobtainable' });
              if (sound) expect(answer).toMatchObject({ text: expect.stringContaining('in time') });
              return;
            }
            for (const { resourceType, need } of PATIENT_SEARCHES) {
              const fault = faults[resourceType];
              const reasons = answer.unread
                .filter((one) => one.resourceType === resourceType)
                .map(({ reason }) => reason);
              const marked = reasons.length > 0;
              const late = reasons.includes('timeout');
              const there = answer.resources.some((one) => one.resourceType === resourceType);
              if (fault === undefined) {
                const told = answer.issues.some(({ text }) => text.startsWith(`${resourceType}: `));
                expect({ resourceType, there, marked: marked || told }).toEqual(
                  late || !there
                    ? { resourceType, there: false, marked: true }
                    : { resourceType, there: true, marked: false },
                );
              } else if (need === 'courtesy' || (need === 'if-supported' && /404|410|501/.test(fault))) {
                expect(marked).toBe(late);
                expect(late || answer.issues.some(({ text }) => text.includes(resourceType))).toBe(true);
              } else {
                expect({ resourceType, fault, marked }).toEqual({ resourceType, fault, marked: true });
              }
            }
          },
        ),
        { numRuns: process.env.LONG ? 60 : 15 },
      );
      expect(evil.arrivals).toEqual([]);
      expect(fhir.arrivals.length).toBeGreaterThan(100);
      for (const { path, authorization } of fhir.arrivals) {
        expect(path.startsWith(`${ROOT}/`)).toBe(true);
        expect(authorization).toBe(`Bearer ${TOKEN}`);
      }
    } finally {
      await Promise.all([fhir.close(), evil.close()]);
    }
  });
});

import { PATIENT_READ, PATIENT_SEARCHES } from '../fhir/searches.ts';
import { ERROR_CODES } from './answer.ts';
import { ALGORITHMS, CLOCK_TOLERANCE, LIFETIME_LIMIT } from './client-authentication.ts';
import { DEPTH_LIMIT, MEMBER_LIMIT } from './json.ts';
import { CDS_HOOKS_VERSION, SERVICES } from './services.ts';

/**
 * What an integrator has to know, generated from the code: the conformance statement and the list of scopes and
 * searches in `cds-hooks/`. A test holds the files to these functions.
 */

/** Resources that are read one by one when a list points to them. */
const REFERENCED_TYPES = ['Medication', 'Specimen'] as const;

/** The FHIR access that the service asks for: least scopes, and every search that it sends. */
export function fhirAccess() {
  const searched = [...new Set(PATIENT_SEARCHES.map((search) => search.resourceType))];
  return {
    fhirVersion: '4.0.1',
    scopes: {
      syntax: 'SMART App Launch 2',
      required: ['patient/Patient.r', ...scopesOf('required'), ...scopesOf('expected')],
      useful: [
        ...scopesOf('if-supported'),
        ...scopesOf('courtesy'),
        ...REFERENCED_TYPES.map((t) => `patient/${t}.r`),
      ],
      version1: ['patient/Patient.read', ...searched.map((type) => `patient/${type}.read`)],
    },
    reads: [
      { key: PATIENT_READ.key, query: PATIENT_READ.query, need: 'required', prefetch: true },
      ...REFERENCED_TYPES.map((type) => ({ query: `${type}/{id}`, need: 'if referenced', prefetch: false })),
    ],
    searches: PATIENT_SEARCHES.map(({ key, query, need, prefetch, plainer, parts }) => ({
      key,
      query,
      need,
      prefetch,
      ...(plainer.length > 0 ? { otherwise: plainer } : {}),
      ...(parts.length > 0 ? { inParts: parts.map((part) => part.query) } : {}),
    })),
  };
}

function scopesOf(need: (typeof PATIENT_SEARCHES)[number]['need']): readonly string[] {
  return PATIENT_SEARCHES.filter((search) => search.need === need).map(
    (search) => `patient/${search.resourceType}.rs`,
  );
}

/** The conformance statement as markdown. */
export function conformanceStatement(): string {
  return [
    '# Conformance statement',
    'Generated from the code; a test fails when it is stale.',
    protocol(),
    services(),
    access(),
    authentication(),
    limits(),
    errors(),
    choices(),
    '',
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function protocol(): string {
  return [
    '## Protocol',
    table(
      ['what', 'value'],
      [
        ['CDS Hooks', `${CDS_HOOKS_VERSION}; requests of 1.0 and with members of 3.0 are answered as well`],
        ['FHIR', 'R4 (4.0.1)'],
        ['request bodies', '`application/json` or `application/fhir+json`, UTF-8, plain or gzip or deflate'],
        ['answers', '`application/json`; resources under `/fhir` as `application/fhir+json`'],
        ['discovery', '`GET /cds-services`, open, with ETag, to be kept for five minutes'],
        [
          'feedback',
          '`POST /cds-services/{id}/feedback`: kept durably before 200, idempotent, all or nothing',
        ],
        ['order of the answer', 'cards in the order safety, treatment-options, missing-data; at most three'],
      ],
    ),
  ].join('\n\n');
}

function services(): string {
  const context: Readonly<Record<string, string>> = {
    'patient-view': '`userId`, `patientId`; optional `encounterId`',
    'example.nelm-cds.oncology-note-open':
      '`userId`, `patientId`; optional `encounterId`, `documentReferenceId`',
    'order-select': '`userId`, `patientId`, `selections`, `draftOrders`; optional `encounterId`',
    'order-sign': '`userId`, `patientId`, `draftOrders`; optional `encounterId`',
  };
  return [
    '## Services',
    table(
      ['id', 'hook', 'version of the hook', 'context'],
      SERVICES.map(({ id, hook, hookVersion }) => [
        `\`${id}\``,
        `\`${hook}\``,
        hookVersion,
        context[hook] ?? '',
      ]),
    ),
    'Required data: `patient` and `conditions`, by prefetch or by reading. Without them the answer is 412. Users of ' +
      'the types Patient and RelatedPerson get an empty list of cards.',
  ].join('\n\n');
}

function access(): string {
  const { scopes, searches } = fhirAccess();
  return [
    '## FHIR access',
    `Required scopes (SMART App Launch 2): ${scopes.required.map((scope) => `\`${scope}\``).join(', ')}.`,
    `Useful scopes: ${scopes.useful.map((scope) => `\`${scope}\``).join(', ')}.`,
    table(
      ['key', 'query', 'need', 'prefetch template'],
      [
        [PATIENT_READ.key, `\`${PATIENT_READ.query}\``, 'required', 'yes'],
        ...searches.map(({ key, query, need, prefetch }) => [
          key,
          `\`${query}\``,
          need,
          prefetch ? 'yes' : 'no',
        ]),
      ],
    ),
    'A server that refuses a query is asked a plainer one, or by category (`access.json` lists them). Pages are ' +
      'followed on the same base URL only. The token is sent to the FHIR base URL of the request and nowhere else, ' +
      'is kept no longer than the call, and is never logged.',
  ].join('\n\n');
}

function authentication(): string {
  return [
    '## Client tokens',
    table(
      ['what', 'rule'],
      [
        ['algorithms', ALGORITHMS.join(', ')],
        [
          'header',
          '`kid` is required; `typ`, when there, is `JWT`; `jku`, when there, equals the registered address',
        ],
        ['claims', '`iss`, `aud`, `exp`, `iat`, `jti` are required; `tenant` where the profile names one'],
        [
          '`aud`',
          'the exact public URL that is called (a slash at its end is let pass), or one registered besides; for feedback also the URL of the service',
        ],
        ['life', `\`exp\` - \`iat\` at most ${LIFETIME_LIMIT} s; clocks may differ by ${CLOCK_TOLERANCE} s`],
        ['replay', 'each `jti` is taken once per issuer, across all replicas on one database'],
        [
          'keys',
          'given with the profile, or at one registered https address (kept 10 minutes; once re-read for an unknown `kid`)',
        ],
        ['refusal', '401, without a body and the same for every cause, with `WWW-Authenticate: Bearer`'],
      ],
    ),
  ].join('\n\n');
}

function limits(): string {
  return [
    '## Limits',
    table(
      ['what', 'limit'],
      [
        ['body', '10 MB by default (`BODY_LIMIT`), counted after decompression'],
        ['nesting', `${DEPTH_LIMIT} levels`],
        ['members of one object', String(MEMBER_LIMIT)],
        ['time to send a request', '10 s for the headers, 15 s in all'],
        ['rate', '6000 a minute and client by default (`RATE_LIMIT_PER_MINUTE`)'],
        [
          'reading from the FHIR server',
          '2 s a request, 5 s in all, 20 pages a list, 5000 resources by default',
        ],
        ['feedback', '1000 items a request; comments of at most 10 000 characters'],
      ],
    ),
    '`fhirServer`, `patientId` and the other members that decide on access may occur once; a second one is refused.',
  ].join('\n\n');
}

function errors(): string {
  return [
    '## Errors',
    'Bodies are FHIR OperationOutcomes; `issue.details.coding` holds the code, `issue.expression` the member, `id` ' +
      'the request (also in the header `X-Request-Id`).',
    table(
      ['status', 'code', 'meaning and what to do'],
      ERROR_CODES.map(({ status, code, meaning }) => [String(status), `\`${code}\``, meaning]),
    ),
  ].join('\n\n');
}

/** What the specification leaves to a service, and how it was decided. */
function choices(): string {
  return [
    '## What the specification leaves open',
    table(
      ['point', 'decision'],
      [
        ['several hooks under one id', 'no: one well-known client keys services by id'],
        ['a request with the hook of another service', '400'],
        ['`hookInstance` that is no UUID', 'accepted; refused in strict mode'],
        ['null or empty optional members', 'read as absent; refused in strict mode'],
        [
          '`null` in prefetch',
          '"no data", except for patient and conditions, which are read once more where there is access',
        ],
        [
          '`fhirServer` without `fhirAuthorization`',
          'read without a token, when it is on the list of the client',
        ],
        ['a token for another patient', 'not used: as if there were no access'],
        ['system actions', 'never sent'],
        ['actions', 'create only, one to a suggestion; no update, no delete'],
        ['`actionSelectionBehavior`, `autolaunchable`, `appContext`', 'never sent'],
        ['`selectionBehavior`', '`any`; one suggestion and `at-most-one` for clients whose profile says so'],
        ['feedback on an unknown card', '200, counted'],
        ['protected discovery', 'no: it holds nothing that is not public'],
        ['mutual TLS', 'may be added by the proxy that ends TLS; the service does not look at it'],
        ['FHIRPath and user tokens in prefetch templates', 'not used: few clients expand them'],
      ],
    ),
  ].join('\n\n');
}

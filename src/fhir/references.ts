import type { Resource } from '@medplum/fhirtypes';
import { isDeeperThan, MAX_DEPTH } from './bundle-page.ts';
import { type FhirClient, isFhirId } from './client.ts';
import { type FhirFailure, failureText, unreadReason } from './failure.ts';
import type { Unread } from './unread.ts';

/** Resources that lists point to and that facts need: which drug was ordered, which tissue a Ki-67 is from. */
const DRUG_LISTS = new Set(['MedicationRequest', 'MedicationAdministration', 'MedicationStatement']);
const DEAD_STATUSES = new Set(['entered-in-error', 'cancelled', 'not-done', 'not-taken']);

/** Observations whose specimen matters: Ki-67 and mitoses. The site of other specimens decides nothing. */
const SPECIMEN_CODES = new Set([
  'http://loinc.org|29593-1',
  'https://nelm-cds.example/fhir/CodeSystem/nelm|ki67',
  'https://nelm-cds.example/fhir/CodeSystem/nelm|mitoses',
]);

interface Pointing {
  resourceType: string;
  status?: unknown;
  medicationReference?: { reference?: unknown };
  specimen?: { reference?: unknown };
  bodySite?: unknown;
  code?: { coding?: unknown };
}

function needsSpecimen(resource: Pointing): boolean {
  const coding = Array.isArray(resource.code?.coding) ? resource.code.coding : [];
  return (coding as ({ system?: unknown; code?: unknown } | null)[]).some((one) =>
    SPECIMEN_CODES.has(`${String(one?.system)}|${String(one?.code)}`),
  );
}

type ReferencedType = 'Medication' | 'Specimen';

interface Pointer {
  readonly type: ReferencedType;
  readonly reference: string;
  /** The fact rests on what is pointed to: the resource itself does not say it. */
  readonly needed: boolean;
}

function pointer(resource: Resource): Pointer | undefined {
  const pointing = resource as unknown as Pointing;
  if (DRUG_LISTS.has(pointing.resourceType)) {
    const reference = pointing.medicationReference?.reference;
    if (typeof reference !== 'string' || DEAD_STATUSES.has(String(pointing.status))) return undefined;
    return { type: 'Medication', reference, needed: true };
  }
  const reference = pointing.resourceType === 'Observation' ? pointing.specimen?.reference : undefined;
  if (typeof reference !== 'string' || !needsSpecimen(pointing)) return undefined;
  return { type: 'Specimen', reference, needed: pointing.bodySite === undefined };
}

/** `Medication/1` of a relative reference or of an absolute one under the server's base; else nothing. */
function localReference(reference: string, type: string, base: string | undefined): string | undefined {
  const relative =
    base !== undefined && reference.startsWith(base) ? reference.slice(base.length) : reference;
  const [head, id, history] = relative.split('/');
  if (head !== type || !isFhirId(id) || (history !== undefined && history !== '_history')) return undefined;
  return `${type}/${id}`;
}

export interface OpenReferences {
  readonly reads: readonly string[];
  /** Those of them on which a fact rests. */
  readonly needed: ReadonlySet<string>;
  /** Types of which a needed one stands on another server. */
  readonly unreachable: ReadonlySet<string>;
}

/** References that no resource at hand answers, by type and without duplicates. */
export function openReferences(resources: readonly Resource[], base: string | undefined): OpenReferences {
  const known = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
  const reads = new Set<string>();
  const needed = new Set<string>();
  const unreachable = new Set<string>();
  for (const resource of resources) {
    const found = pointer(resource);
    if (found === undefined || found.reference.startsWith('#') || found.reference.startsWith('urn:'))
      continue;
    const local = localReference(found.reference, found.type, base);
    if (local === undefined) {
      if (found.needed) unreachable.add(found.type);
    } else if (!known.has(local)) {
      reads.add(local);
      if (found.needed) needed.add(local);
    }
  }
  return { reads: [...reads], needed, unreachable };
}

export interface ResolvedReferences {
  readonly resources: readonly Resource[];
  readonly unread: readonly Unread[];
}

/** What is not known without them. */
const LOST: Readonly<Record<ReferencedType, string>> = {
  Medication: 'drugs that orders refer to could not be identified',
  Specimen: 'from where the tissue of results was taken could not be read',
};

/**
 * Reads the Medications and Specimens that the lists point to and that came with none of them, at most `maxReads`,
 * drugs first. A drug that cannot be identified could be any drug, and a specimen that cannot be read leaves the site
 * of its tissue unstated: each gives an `Unread` where the resource that points to it does not say it itself.
 */
export async function resolveReferences(
  resources: readonly Resource[],
  client: FhirClient | undefined,
): Promise<ResolvedReferences> {
  const { reads, needed, unreachable } = openReferences(resources, client?.base);
  const types = ['Medication', 'Specimen'] as const;
  const ordered = types.flatMap((type) => reads.filter((reference) => reference.startsWith(`${type}/`)));
  const answers = client === undefined ? new Map<string, Read>() : await readAll(ordered, client);
  const unread = types.flatMap((type): Unread[] => {
    const wanted = [...needed].filter((reference) => reference.startsWith(`${type}/`));
    const lost = (reason: Unread['reason'], why: string): Unread[] => [
      { resourceType: type, reason, text: `${type}: ${LOST[type]} (${why})` },
    ];
    if (client === undefined) {
      const missing = wanted.length > 0 || unreachable.has(type);
      return missing ? lost('not-asked', 'no access to the FHIR server') : [];
    }
    for (const reference of wanted) {
      const answer = answers.get(reference);
      if (answer !== undefined && 'failure' in answer)
        return lost(unreadReason(answer.failure), failureText(answer.failure));
    }
    if (wanted.some((reference) => !answers.has(reference))) return lost('incomplete', 'too many of them');
    return unreachable.has(type) ? lost('failed', 'the reference leads to another server') : [];
  });
  const found = [...answers.values()].flatMap((answer) => ('found' in answer ? [answer.found] : []));
  return { resources: found, unread };
}

type Read = { readonly found: Resource } | { readonly failure: FhirFailure };

async function readAll(references: readonly string[], client: FhirClient): Promise<Map<string, Read>> {
  const read = async (reference: string): Promise<Read> => {
    const answer = await client.get(reference, reference.split('/')[0] ?? '');
    if (!answer.ok) return { failure: answer.failure };
    return isResource(answer.value, reference) ? { found: answer.value } : { failure: { kind: 'not-fhir' } };
  };
  const asked = references.slice(0, client.limits.maxReads);
  return new Map(
    await Promise.all(asked.map(async (reference) => [reference, await read(reference)] as const)),
  );
}

function isResource(value: unknown, reference: string): value is Resource {
  const resource = value as { resourceType?: unknown; id?: unknown } | null;
  if (`${String(resource?.resourceType)}/${String(resource?.id)}` !== reference) return false;
  return !isDeeperThan(value, MAX_DEPTH);
}

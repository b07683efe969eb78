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
  code?: { coding?: unknown };
}

function needsSpecimen(resource: Pointing): boolean {
  const coding = Array.isArray(resource.code?.coding) ? resource.code.coding : [];
  return (coding as ({ system?: unknown; code?: unknown } | null)[]).some((one) =>
    SPECIMEN_CODES.has(`${String(one?.system)}|${String(one?.code)}`),
  );
}

function pointer(resource: Resource): { type: 'Medication' | 'Specimen'; reference: string } | undefined {
  const pointing = resource as unknown as Pointing;
  if (DRUG_LISTS.has(pointing.resourceType)) {
    const reference = pointing.medicationReference?.reference;
    if (typeof reference !== 'string' || DEAD_STATUSES.has(String(pointing.status))) return undefined;
    return { type: 'Medication', reference };
  }
  const reference = pointing.resourceType === 'Observation' ? pointing.specimen?.reference : undefined;
  if (typeof reference !== 'string' || !needsSpecimen(pointing)) return undefined;
  return { type: 'Specimen', reference };
}

/** `Medication/1` of a relative reference or of an absolute one under the server's base; else nothing. */
function localReference(reference: string, type: string, base: string | undefined): string | undefined {
  const relative =
    base !== undefined && reference.startsWith(base) ? reference.slice(base.length) : reference;
  const [head, id, history] = relative.split('/');
  if (head !== type || !isFhirId(id) || (history !== undefined && history !== '_history')) return undefined;
  return `${type}/${id}`;
}

/** References that no resource at hand answers, by type and without duplicates. */
export function openReferences(
  resources: readonly Resource[],
  base: string | undefined,
): { readonly reads: readonly string[]; readonly unreachable: ReadonlySet<string> } {
  const known = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
  const reads = new Set<string>();
  const unreachable = new Set<string>();
  for (const resource of resources) {
    const found = pointer(resource);
    if (found === undefined || found.reference.startsWith('#') || found.reference.startsWith('urn:'))
      continue;
    const local = localReference(found.reference, found.type, base);
    if (local === undefined) unreachable.add(found.type);
    else if (!known.has(local)) reads.add(local);
  }
  return { reads: [...reads], unreachable };
}

export interface ResolvedReferences {
  readonly resources: readonly Resource[];
  readonly unread: readonly Unread[];
}

/**
 * Reads the Medications and Specimens that the lists point to and that came with none of them, at most `maxReads`.
 * A drug that cannot be identified could be any drug: it gives an `Unread` for Medication. A specimen that cannot be
 * read leaves the site of the specimen unstated, which the domain knows.
 */
export async function resolveReferences(
  resources: readonly Resource[],
  client: FhirClient | undefined,
): Promise<ResolvedReferences> {
  const { reads, unreachable } = openReferences(resources, client?.base);
  const drugs = reads.filter((reference) => reference.startsWith('Medication/'));
  const lost = (reason: Unread['reason'], why: string): Unread => ({
    resourceType: 'Medication',
    reason,
    text: `Medication: drugs that orders refer to could not be identified (${why})`,
  });
  if (client === undefined) {
    const unnamed = drugs.length > 0 || unreachable.has('Medication');
    return { resources: [], unread: unnamed ? [lost('not-asked', 'no access to the FHIR server')] : [] };
  }
  const ordered = [...drugs, ...reads.filter((reference) => !reference.startsWith('Medication/'))];
  const answers = await Promise.all(
    ordered.slice(0, client.limits.maxReads).map(async (reference) => ({
      reference,
      answer: await client.get(reference, reference.split('/')[0] ?? ''),
    })),
  );
  const found: Resource[] = [];
  let failure: FhirFailure | undefined;
  for (const { reference, answer } of answers) {
    if (answer.ok && isResource(answer.value, reference)) found.push(answer.value);
    else if (reference.startsWith('Medication/'))
      failure ??= answer.ok ? { kind: 'not-fhir' } : answer.failure;
  }
  const unread: Unread[] = [];
  if (failure !== undefined) unread.push(lost(unreadReason(failure), failureText(failure)));
  else if (drugs.length > client.limits.maxReads) unread.push(lost('incomplete', 'too many of them'));
  else if (unreachable.has('Medication'))
    unread.push(lost('failed', 'the reference leads to another server'));
  return { resources: found, unread };
}

function isResource(value: unknown, reference: string): value is Resource {
  const resource = value as { resourceType?: unknown; id?: unknown } | null;
  if (`${String(resource?.resourceType)}/${String(resource?.id)}` !== reference) return false;
  return !isDeeperThan(value, MAX_DEPTH);
}

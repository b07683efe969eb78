import { z } from 'zod';
import { isFactId } from '../domain/fact-catalogue.ts';
import { canonicalSystem, SYSTEMS } from '../fhir/code-systems.ts';
import type { Code, CodeSet, CodeSets } from './code-set.ts';
import comorbidity from './code-sets/comorbidity.json' with { type: 'json' };
import diagnosis from './code-sets/diagnosis.json' with { type: 'json' };
import medications from './code-sets/medications.json' with { type: 'json' };
import morphology from './code-sets/morphology.json' with { type: 'json' };
import observations from './code-sets/observations.json' with { type: 'json' };
import procedures from './code-sets/procedures.json' with { type: 'json' };

/** One code of a set with the ground on which it stands. */
export interface EvidencedCode extends Code {
  /** Categories of ICD-10 and OPS: the subdivisions of the code count as well. */
  readonly descendants?: boolean;
  readonly strength: string;
  readonly evidence: string;
  readonly note?: string;
}

interface StoredSet {
  readonly name: string;
  readonly title: string;
  readonly concepts: readonly string[];
  readonly codes: readonly EvidencedCode[];
}

const STORED: readonly StoredSet[] = [
  ...diagnosis,
  ...morphology,
  ...comorbidity,
  ...procedures,
  ...observations,
  ...medications,
];

/** A code set with its title and the evidence of its codes, for the rule book and the coverage test. */
export interface DescribedCodeSet extends CodeSet {
  readonly title: string;
  readonly codes: readonly EvidencedCode[];
}

/** The code sets of the product, or of the product with a site's own codes. */
export interface IndexedCodeSets extends CodeSets {
  get(name: string): DescribedCodeSet;
  /** Names of the sets that hold the code: one look-up for all sets. */
  setsOf(system: string | undefined, code: string | undefined): readonly string[];
}

/** The file of a site's own codes (`CODES_FILE`) cannot be used; the text says what to change. */
export class CodeOverlayError extends Error {
  override readonly name = 'CodeOverlayError';
}

const OVERLAY = z.record(
  z.string().min(1),
  z.array(
    z.strictObject({
      system: z.string().min(1).max(256),
      code: z.string().regex(/^\S+( \S+)*$/, 'a code has no white space at its ends'),
      display: z.string().max(512).optional(),
    }),
  ),
);

const SITE_EVIDENCE = 'added by the site';

/**
 * Loads the code sets.
 * @param overlay a site's own codes: `{ "<set, concept or fact>": [{ "system", "code" }] }`. CPT codes come in only
 * this way: the product holds none.
 * @throws CodeOverlayError when the overlay has another form, or a name that is no set, concept or fact.
 */
export function loadCodeSets(overlay?: unknown): IndexedCodeSets {
  if (overlay === undefined) {
    bare ??= buildSets(new Map());
    return bare;
  }
  const parsed = OVERLAY.safeParse(overlay);
  if (!parsed.success) throw new CodeOverlayError(`codes of the site: ${z.prettifyError(parsed.error)}`);
  const added = new Map<string, EvidencedCode[]>();
  for (const [name, codes] of Object.entries(parsed.data)) {
    const targets = setsNamed(name);
    if (targets.length === 0) {
      throw new CodeOverlayError(
        `codes of the site: "${name}" is no code set, concept or fact; code sets: ${STORED.map((set) => set.name).join(', ')}`,
      );
    }
    for (const target of targets) {
      const list = added.get(target) ?? [];
      for (const { system, code } of codes) {
        list.push({ system: canonicalSystem(system), code, strength: 'site', evidence: SITE_EVIDENCE });
      }
      added.set(target, list);
    }
  }
  return buildSets(added);
}

/** The set of that name among the product's own sets; empty when there is none. */
export function codeSet(name: string): DescribedCodeSet {
  return loadCodeSets().get(name);
}

/** Names of the sets that hold the code, whatever the implementation of the sets. */
export function setsHolding(
  codes: CodeSets,
  system: string | undefined,
  code: string | undefined,
): readonly string[] {
  if ('setsOf' in codes && typeof codes.setsOf === 'function') {
    return (codes as IndexedCodeSets).setsOf(system, code);
  }
  return codes.names.filter((name) => codes.get(name).has(system, code));
}

let bare: IndexedCodeSets | undefined;

function setsNamed(name: string): string[] {
  const direct = STORED.filter((set) => set.name === name).map((set) => set.name);
  if (direct.length > 0) return direct;
  const byConcept = STORED.filter((set) => set.concepts.includes(name)).map((set) => set.name);
  if (byConcept.length > 0) return byConcept;
  // A fact without a set of its own: the site's local code for an Observation of that fact.
  return isFactId(name) ? [name] : [];
}

const NO_NAMES: readonly string[] = [];

function buildSets(added: ReadonlyMap<string, readonly EvidencedCode[]>): IndexedCodeSets {
  const sets = new Map<string, DescribedCodeSet>();
  const exact = new Map<string, string[]>();
  const categories = new Map<string, string[]>();
  const names = [...new Set([...STORED.map((set) => set.name), ...added.keys()])];

  const keysHolding = (system: string | undefined, code: string | undefined): readonly string[] => {
    if (typeof system !== 'string' || typeof code !== 'string') return NO_NAMES;
    const canonical = systemOf(system);
    const spelt = spelling(canonical, code);
    const hits = exact.get(`${canonical}|${spelt}`);
    if (!SUBDIVIDED.has(canonical)) return hits ?? NO_NAMES;
    let all = hits;
    for (let length = spelt.length - 1; length >= 3; length -= 1) {
      const category = categories.get(`${canonical}|${spelt.slice(0, length)}`);
      if (category) all = all ? [...new Set([...all, ...category])] : category;
    }
    return all ?? NO_NAMES;
  };

  const emptySet = (name: string): DescribedCodeSet => ({ name, title: name, codes: [], has: () => false });
  for (const name of names) {
    const stored = STORED.find((set) => set.name === name);
    const codes = [...(stored?.codes ?? []), ...(added.get(name) ?? [])];
    for (const { system, code, descendants } of codes) {
      const canonical = systemOf(system);
      const key = `${canonical}|${spelling(canonical, code)}`;
      put(exact, key, name);
      if (descendants === true) put(categories, key, name);
    }
    sets.set(name, {
      name,
      title: stored?.title ?? name,
      codes,
      has: (system, code) => keysHolding(system, code).includes(name),
    });
  }

  return {
    names,
    get: (name) => sets.get(name) ?? emptySet(name),
    setsOf: keysHolding,
  };
}

function put(index: Map<string, string[]>, key: string, name: string): void {
  const list = index.get(key);
  if (!list) index.set(key, [name]);
  else if (!list.includes(name)) list.push(name);
}

const DIAGNOSES = [SYSTEMS.icd10cm, SYSTEMS.icd10, SYSTEMS.icd10gm];
const SUBDIVIDED = new Set<string>([...DIAGNOSES, SYSTEMS.ops]);
const ICD_10 = new Set<string>([...DIAGNOSES, SYSTEMS.icdo3]);

/** The canonical system; SNOMED CT with an edition or version behind its URI is SNOMED CT. */
function systemOf(system: string): string {
  const canonical = canonicalSystem(system);
  return canonical.startsWith(`${SYSTEMS.snomed}/`) ? SYSTEMS.snomed : canonical;
}

/**
 * One spelling for each code: ICD-10 codes in upper case with their dot and without the cross and star marks of
 * ICD-10-GM, ICD-O-3 morphology without a leading M and with /3 for /6 (metastatic site of the same morphology).
 */
function spelling(system: string, code: string): string {
  if (!ICD_10.has(system)) return code;
  const plain = code
    .trim()
    .toUpperCase()
    .replace(/[+*!†]+$/, '');
  const morphology = /^M?-?(\d{4})\/?(\d)$/.exec(plain);
  if (morphology && system === SYSTEMS.icdo3) {
    return `${morphology[1]}/${morphology[2] === '6' ? '3' : morphology[2]}`;
  }
  const withoutDash = plain.replace(/[.-]+$/, '');
  return /^[A-Z]\d[0-9A-Z]{2,5}$/.test(withoutDash)
    ? `${withoutDash.slice(0, 3)}.${withoutDash.slice(3)}`
    : withoutDash;
}

/**
 * Writes the code sets (`*.json` beside this file) from a terminology export.
 *
 * Usage: `node src/mapping/code-sets/build.ts <terminology.json> <rxnorm-products.json>`
 *
 * The export is a list of rows (system, code, display, concept, evidence, evidence_strength, note). Rows of
 * `additional-rows.json` are read as well. A row without evidence is never taken, a weak one only with a remark of
 * its selection, and nothing of CPT at all (licensed: a site supplies its own codes). Every ICD-10-GM row of a set
 * needs its WHO twin: ICD-10-GM keeps the four-character categories of WHO ICD-10.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { SHORT_NAMES, type Selection, type SelectionFile, WITH_SUBDIVISIONS } from './selection.ts';
import { COMORBIDITY } from './selection-comorbidity.ts';
import { DIAGNOSIS } from './selection-diagnosis.ts';
import { MEDICATIONS, PRODUCTS } from './selection-medications.ts';
import { MORPHOLOGY } from './selection-morphology.ts';
import { OBSERVATIONS } from './selection-observations.ts';
import { PROCEDURES } from './selection-procedures.ts';

interface Row {
  readonly concept: string;
  readonly system: string;
  readonly code: string | null;
  readonly display: string | null;
  readonly evidence: string;
  readonly evidence_strength: string;
  readonly note: string;
}

const FILES: Readonly<Record<string, SelectionFile>> = {
  diagnosis: DIAGNOSIS,
  morphology: MORPHOLOGY,
  comorbidity: COMORBIDITY,
  procedures: PROCEDURES,
  observations: OBSERVATIONS,
  medications: MEDICATIONS,
};

const CPT = 'http://www.ama-assn.org/go/cpt';
const [terminologyPath, productsPath] = process.argv.slice(2);
if (terminologyPath === undefined || productsPath === undefined) {
  console.error('usage: node src/mapping/code-sets/build.ts <terminology.json> <rxnorm-products.json>');
  process.exit(2);
}

const readJson = (path: string | URL): unknown => JSON.parse(readFileSync(path, 'utf8'));
const rows = [
  ...(readJson(terminologyPath) as Row[]),
  ...(readJson(new URL('additional-rows.json', import.meta.url)) as Row[]),
].filter((row) => row.code !== null && row.system !== CPT);
const products = readJson(productsPath) as Record<string, [string, string, string][]>;

const shortName = new Map(Object.entries(SHORT_NAMES).map(([short, system]) => [system, short]));
const keyOf = (row: Row): string => `${shortName.get(row.system) ?? row.system} ${row.code}`;
const byKey = new Map<string, Row[]>();
for (const row of rows) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row]);

const STRENGTHS = ['strong', 'moderate', 'weak'];

function best(key: string): Row {
  const found = byKey.get(key) ?? [];
  const row = STRENGTHS.map((strength) => found.find((r) => r.evidence_strength === strength)).find(Boolean);
  if (row) return row;
  // ICD-10-GM is built on WHO ICD-10 and keeps its categories: the twin carries the evidence.
  const [system, code] = key.split(' ');
  const twin = system === 'who' ? byKey.get(`gm ${code}`)?.[0] : undefined;
  if (twin && twin.evidence_strength !== 'none') {
    return {
      ...twin,
      system: SHORT_NAMES.who ?? '',
      evidence: `${twin.evidence}; same category in WHO ICD-10, on which ICD-10-GM is built`,
      evidence_strength: 'moderate',
    };
  }
  throw new Error(`no row with evidence for ${key}`);
}

function rowsOf(name: string, selection: Selection): Row[] {
  const except = new Set(selection.except ?? []);
  const chosen = new Map<string, Row>();
  for (const concept of selection.concepts ?? []) {
    const ofConcept = rows.filter((row) => row.concept === concept);
    if (ofConcept.length === 0) throw new Error(`${name}: no rows of the concept ${concept}`);
    for (const row of ofConcept) {
      const key = keyOf(row);
      if (except.has(key) || (selection.only && !selection.only.includes(key.split(' ')[0] ?? ''))) continue;
      if (row.evidence_strength === 'none') continue;
      if (row.evidence_strength === 'weak' && selection.weak?.[key] === undefined) continue;
      chosen.set(key, best(key));
    }
  }
  for (const key of selection.codes ?? []) {
    const row = best(key);
    if (row.evidence_strength === 'weak' && selection.weak?.[key] === undefined) {
      throw new Error(`${name}: ${key} has weak evidence and no remark`);
    }
    chosen.set(key, row);
  }
  return [...chosen.values()];
}

function entry(row: Row, remark: string | undefined): Record<string, unknown> {
  const whole =
    row.note.startsWith('category: ') || WITH_SUBDIVISIONS.includes(keyOf(row)) ? { descendants: true } : {};
  const notes = [remark, row.note].filter((note) => note !== undefined && note !== '').join('; ');
  return {
    system: row.system,
    code: row.code,
    ...(row.display === null ? {} : { display: row.display }),
    ...whole,
    strength: row.evidence_strength,
    evidence: row.evidence,
    ...(notes === '' ? {} : { note: notes }),
  };
}

function productEntries(set: string): Record<string, unknown>[] {
  const wanted = PRODUCTS[set];
  if (!wanted) return [];
  const found = new Map<string, Record<string, unknown>>();
  for (const name of wanted.entries) {
    const list = products[name];
    if (!list) throw new Error(`no products of ${name}`);
    for (const [code, type, display] of list) {
      if (wanted.drop?.test(display) === true || wanted.keep?.test(display) === false) continue;
      found.set(code, {
        system: SHORT_NAMES.rx,
        code,
        display,
        strength: 'strong',
        evidence: `RxNorm, related terms of ${name} (term type ${type})`,
      });
    }
  }
  return [...found.values()];
}

for (const [file, selections] of Object.entries(FILES)) {
  const sets = Object.entries(selections).map(([name, selection]) => {
    const entries = rowsOf(name, selection).map((row) => entry(row, selection.weak?.[keyOf(row)]));
    const known = new Set(entries.map((item) => `${item.system}|${item.code}`));
    const added = productEntries(name).filter((item) => !known.has(`${item.system}|${item.code}`));
    return {
      name,
      title: selection.title,
      concepts: [...(selection.concepts ?? []), ...(selection.aliases ?? [])],
      codes: [...entries, ...added],
    };
  });
  const text = sets
    .map((set) => {
      const codes = set.codes.map((code) => `      ${JSON.stringify(code)}`).join(',\n');
      const head = `    "name": ${JSON.stringify(set.name)},\n    "title": ${JSON.stringify(set.title)},\n    "concepts": ${JSON.stringify(set.concepts)},`;
      return `  {\n${head}\n    "codes": [${codes === '' ? '' : `\n${codes}\n    `}]\n  }`;
    })
    .join(',\n');
  writeFileSync(new URL(`${file}.json`, import.meta.url), `[\n${text}\n]\n`);
  console.log(`${file}: ${sets.length} sets, ${sets.reduce((n, set) => n + set.codes.length, 0)} codes`);
}

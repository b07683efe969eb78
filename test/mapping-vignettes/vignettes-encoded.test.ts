import { describe, expect, it } from 'vitest';
import type { Vignette } from '../../src/cli/vignette-files.ts';
import { evaluate, situationOf } from '../../src/decision/evaluate.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { cutpoints } from '../../src/decision/parameters.ts';
import { outcomeOf } from '../../src/decision/status.ts';
import { setMet } from '../../src/decision/transplant-answers.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../src/domain/fact-catalogue.ts';
import type { RecordedFacts } from '../../src/domain/facts.ts';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { type Mapped, mapRecord } from '../../src/mapping/map.ts';
import { patient, TODAY, type Written } from '../decision/patient.ts';
import {
  differences,
  inputOf,
  tooOld,
  VIGNETTES,
  withTooOld,
  writtenFacts,
} from '../decision/vignette-check.ts';
import { encodeFacts, type Json, localObservation, type Style } from '../mapping/encode.ts';

/**
 * Every vignette as the FHIR record of a patient: in the local code system, and in the codes and units of two kinds of
 * hospital. What the rules answer has to be the same as for the facts themselves.
 */

const codes = loadCodeSets();
const RECENT = '2026-11-10';
/** Older than twice the longest age limit. */
const LONG_AGO = '2024-05-02';
const LESION = [
  'liver.lesion-count',
  'liver.largest-lesion',
  'liver.segments',
  'liver.resectability',
] as const;

/** Why a vignette has no record of its own, or undefined. */
function inexpressible(written: Written): string | undefined {
  if (written.unreadable) return 'records that could not be read are no resources';
  if (written.orders) return 'active orders are read beside the facts';
  const several = Object.entries(written).find(
    ([id, value]) =>
      Array.isArray(value) &&
      id in SINGLE_WORD &&
      value.length > 1 &&
      id !== 'ascites' &&
      id !== 'encephalopathy',
  );
  return several && `${several[0]} is one word on record`;
}

/** Facts of which a record states one word; a degree of ascites or encephalopathy may be left open. */
const SINGLE_WORD: Readonly<Record<string, true>> = Object.fromEntries(
  FACT_IDS.filter((id) => factDefinition(id).type === 'word').map((id) => [id, true]),
);

/** What a record of these facts says of others by itself, where the vignette leaves them open. */
function implied(written: Written): Written {
  const facts: Record<string, unknown> = { ...written };
  const prior = (written.prior ?? []) as readonly (string | { what: string })[];
  const resected = prior.some((past) => (typeof past === 'string' ? past : past.what) === 'liver-resection');
  if (
    resected &&
    written['liver.recurrent'] === undefined &&
    !written.conflicting?.includes('liver.recurrent') &&
    LESION.some((id) => written[id] !== undefined && written[id] !== 0)
  ) {
    facts['liver.recurrent'] = 'yes';
  }
  const course = written['disease-course'];
  if (course !== undefined && written['stable-months'] === undefined) facts['stable-months'] = 0;
  if (written.whipple === 'yes' && written['bilioenteric-anastomosis'] === undefined)
    facts['bilioenteric-anastomosis'] = 'yes';
  return facts as Written;
}

/** Two values of one day that lead to different answers. */
function twoSides(id: FactId): readonly Json[] {
  const definition = factDefinition(id);
  const sides =
    definition.type === 'number'
      ? definition.plausible
      : definition.type === 'word'
        ? [definition.words[0], definition.words[definition.words.length - 1]]
        : [];
  return sides.map((value) => localObservation(id, value, RECENT));
}

function bundleOf(written: Written & { tooOld?: unknown }, style: Style): Json {
  const conflicting = written.conflicting ?? [];
  const facts: Record<string, unknown> = {
    markers: { 'chromogranin-a': RECENT },
    ...written,
    ...(conflicting.includes('nelm') ? { nelm: undefined } : {}),
  };
  for (const id of conflicting) delete facts[id];
  const bundle = encodeFacts(facts, style, { date: TODAY });
  const entry = bundle.entry as readonly Json[];
  const old = Object.entries(written.tooOld ?? {}).map(([id, value]) =>
    localObservation(id as FactId, value, LONG_AGO),
  );
  const added = [...conflicting.flatMap(twoSides), ...old];
  return {
    ...bundle,
    entry: [...entry, ...added.map((resource, i) => ({ resource: { ...resource, id: `added-${i}` } }))],
  };
}

function read(written: Written, style: Style): Mapped {
  return mapRecord(recordFromBundle(bundleOf(written, style)), { date: TODAY, codes, cutpoints });
}

function evaluated(vignette: Vignette, written: Written): Evaluation {
  const { recorded, issues } = read(written, 'local');
  return evaluate(recorded, { ...inputOf(vignette), issues });
}

/** Status of every option and result of every transplant set, without what an evaluation says beside them. */
function statuses(recorded: RecordedFacts, { strict }: Vignette): Record<string, string> {
  const situation = situationOf(recorded, { date: TODAY, strict });
  return Object.fromEntries([
    ['nelm', String(situation.is('nelm', 'yes'))],
    ['scope', String(situation.is('scope', 'in'))],
    ...OPTIONS.map((option) => [option.code, outcomeOf(option, situation).status]),
    ...TRANSPLANT_SETS.map((set) => [set.code, String(setMet(set, situation))]),
  ]);
}

const remembered = new Map<Vignette, Record<string, string>>();

/** The statuses that the facts themselves lead to. */
function directStatuses(vignette: Vignette, written: Written): Record<string, string> {
  let known = remembered.get(vignette);
  if (!known) {
    known = statuses(withTooOld(patient(implied(written)), tooOld(vignette)), vignette);
    remembered.set(vignette, known);
  }
  return known;
}

const EXPRESSIBLE = VIGNETTES.map((vignette) => ({ vignette, written: writtenFacts(vignette) })).filter(
  ({ written }) => inexpressible(written) === undefined,
);

describe('vignettes as FHIR records', () => {
  it('leaves few of them out, and encodes most facts of the others', () => {
    expect(EXPRESSIBLE.length).toBeGreaterThan(0.9 * VIGNETTES.length);
    const [first] = EXPRESSIBLE;
    if (!first) throw new Error('no vignette');
    for (const style of ['local', 'us', 'european'] as const) {
      const { entry } = bundleOf(first.written, style) as { entry: readonly unknown[] };
      expect(entry.length).toBeGreaterThan(25);
      expect(Object.keys(read(first.written, style).recorded.facts).length).toBeGreaterThan(25);
    }
  });

  for (const style of ['local', 'us', 'european'] as const) {
    it(`${style}: the same statuses as for the facts themselves`, () => {
      const wrong: string[] = [];
      for (const { vignette, written } of EXPRESSIBLE) {
        const direct = directStatuses(vignette, written);
        const encoded = statuses(read(written, style).recorded, vignette);
        const apart = [...new Set([...Object.keys(direct), ...Object.keys(encoded)])].filter(
          (key) => direct[key] !== encoded[key],
        );
        if (apart.length > 0) {
          const list = apart.map((key) => `${key}: ${String(direct[key])} / ${String(encoded[key])}`);
          wrong.push(`${vignette.file}: ${vignette.name}\n    ${list.join('\n    ')}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it('local: everything else that a vignette expects holds of the record as well', () => {
    const wrong: string[] = [];
    for (const { vignette, written } of EXPRESSIBLE) {
      if (JSON.stringify(implied(written)) !== JSON.stringify(written)) continue;
      const found = differences(vignette, evaluated(vignette, written));
      if (found.length > 0) wrong.push(`${vignette.file}: ${vignette.name}\n    ${found.join('\n    ')}`);
    }
    expect(wrong).toEqual([]);
  });
});

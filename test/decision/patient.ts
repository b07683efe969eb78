import { FACTS, type FactId, type Treatment } from '../../src/domain/fact-catalogue.ts';
import type { Fact, PastTreatment, RecordedFacts, Specimen, Value } from '../../src/domain/facts.ts';
import { parseDate } from '../../src/domain/calendar.ts';

/** The evaluation date of the tests. */
export const TODAY = '2026-11-20';
const RECENT = '2026-11-10';

/** Facts as a vignette writes them: `ki67: 4`, `ki67: '>20'`, `liver.segments: ['2', '3']`, `prior: ['ssa']`. */
export type Written = Partial<Record<FactId, unknown>> & {
  'ki67.specimens'?: readonly { site: Specimen['site']; value: number | string; date?: string }[];
  /** Facts that count as recorded on other days. */
  dates?: Partial<Record<FactId, string>>;
  stale?: readonly FactId[];
  conflicting?: readonly FactId[];
  unreadable?: readonly FactId[];
  markers?: Record<string, string>;
  echocardiogram?: string;
  orders?: readonly string[];
};

const BOUND = /^(<=|<|>=|>)\s*(\d+(?:\.\d+)?)$/;
const RANGE = /^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$/;

/** Reads `4`, `'<2'`, `'>20'`, `'2-5'`. */
export function numberValue(id: FactId, written: number | string): Value {
  const definition = FACTS[id];
  const [least, most] = definition.type === 'number' ? definition.plausible : [0, Number.POSITIVE_INFINITY];
  if (typeof written === 'number') {
    return { kind: 'number', low: written, high: written, lowOpen: false, highOpen: false };
  }
  const bound = BOUND.exec(written);
  if (bound) {
    const value = Number(bound[2]);
    return bound[1]?.startsWith('<')
      ? { kind: 'number', low: least, high: value, lowOpen: false, highOpen: bound[1] === '<' }
      : { kind: 'number', low: value, high: most, lowOpen: bound[1] === '>', highOpen: false };
  }
  const range = RANGE.exec(written);
  if (!range) throw new Error(`${id}: '${written}' is no number`);
  return { kind: 'number', low: Number(range[1]), high: Number(range[2]), lowOpen: false, highOpen: false };
}

function readValue(id: FactId, written: unknown): Value {
  const definition = FACTS[id];
  switch (definition.type) {
    case 'number':
      return numberValue(id, written as number | string);
    case 'date': {
      const date = parseDate(String(written));
      if (!date) throw new Error(`${id}: '${String(written)}' is no date`);
      return { kind: 'date', ...date };
    }
    case 'set':
      return { kind: 'set', members: (written as unknown[]).map(String), complete: true };
    case 'word': {
      const words = (Array.isArray(written) ? written : [written]).map((word) =>
        word === true ? 'yes' : word === false ? 'no' : String(word),
      );
      for (const word of words) {
        if (!(definition.words as readonly string[]).includes(word))
          throw new Error(`${id}: '${word}' is no word of it`);
      }
      return { kind: 'word', possible: words };
    }
  }
}

/** The facts of a vignette as they would be on record. `nelm: yes` unless said otherwise. */
export function patient(written: Written): RecordedFacts {
  const facts: Partial<Record<FactId, Fact>> = {};
  const all: Record<string, unknown> = { nelm: 'yes', ...written };
  for (const id of Object.keys(FACTS) as FactId[]) {
    const value = all[id];
    if (id === 'prior' || (value === undefined && !written.conflicting?.includes(id))) continue;
    const effective = id.startsWith('staging') ? String(value) : (written.dates?.[id] ?? RECENT);
    const sources = [
      {
        reference: `Observation/${id.replaceAll('.', '-')}`,
        path: 'Observation.value',
        effective,
        used: true,
      },
    ];
    facts[id] = written.conflicting?.includes(id)
      ? { id, state: 'conflicting', reason: 'conflicting', stale: false, sources }
      : {
          id,
          state: 'known',
          value: readValue(id, value),
          stale: written.stale?.includes(id) ?? false,
          effective,
          sources,
        };
  }
  const kiSpecimens: Specimen[] = (written['ki67.specimens'] ?? []).map((s, i) => ({
    site: s.site,
    value: numberValue('ki67', s.value) as Specimen['value'],
    effective: s.date ?? RECENT,
    reference: `Observation/ki67-${i + 1}`,
  }));
  if (kiSpecimens.length === 0 && facts.ki67?.value?.kind === 'number') {
    kiSpecimens.push({
      site: 'unstated',
      value: facts.ki67.value,
      effective: RECENT,
      reference: 'Observation/ki67',
    });
  } else if (kiSpecimens.length > 0 && !facts.ki67) {
    const highest = kiSpecimens.reduce((a, b) => (b.value.high > a.value.high ? b : a));
    facts.ki67 = {
      id: 'ki67',
      state: 'known',
      value: highest.value,
      stale: false,
      effective: RECENT,
      sources: [],
    };
  }
  const mitosesSpecimens: Specimen[] =
    facts.mitoses?.value?.kind === 'number'
      ? [
          {
            site: 'unstated',
            value: facts.mitoses.value,
            effective: RECENT,
            reference: 'Observation/mitoses',
          },
        ]
      : [];
  const prior = ((all.prior as unknown[] | undefined) ?? []).map((entry): PastTreatment => {
    const past =
      typeof entry === 'string'
        ? { what: entry }
        : (entry as { what: string; date?: string; inForce?: boolean });
    return {
      what: past.what as Treatment,
      dates: [('date' in past && past.date) || '2025-06-01'],
      inForce: ('inForce' in past && past.inForce) || false,
      references: [`Procedure/${past.what}`],
    };
  });
  return {
    subject: 'Patient/vignette',
    facts,
    kiSpecimens,
    mitosesSpecimens,
    prior,
    unreadable: written.unreadable ?? [],
    context: {
      markers: written.markers ?? { 'chromogranin-a': RECENT },
      activeOrders: written.orders ?? [],
      ...(written.echocardiogram === undefined ? {} : { echocardiogram: written.echocardiogram }),
    },
  };
}

/** A patient with everything known and unremarkable: type I pancreatic NET G2, fit, staged. */
export const TYPICAL: Written = {
  age: 52,
  'primary.site': 'pancreas',
  'primary.status': 'resected',
  'primary.resected-on': '2025-01-10',
  differentiation: 'well',
  ki67: 4,
  syndrome: 'none',
  'liver.lesion-count': 2,
  'liver.largest-lesion': 25,
  'liver.second-largest-lesion': 18,
  'liver.lobes': 'unilobar',
  'liver.segments': ['6', '7'],
  'liver.involvement': 10,
  'liver.future-remnant': 60,
  'liver.resectability': 'resectable',
  extrahepatic: 'none',
  'staging.cross-sectional': '2026-10-20',
  'staging.functional': '2026-09-20',
  sstr: 'positive',
  ecog: 0,
  bilirubin: 0.7,
  albumin: 4.1,
  inr: 1,
  egfr: 80,
  hemoglobin: 13,
  platelets: 220,
  leukocytes: 6,
  'disease-course': 'stable',
  'stable-months': 8,
};

import type { Day } from './calendar.ts';
import { DRUG_TREATMENTS, TREATMENTS, type Treatment } from './fact-catalogue.ts';
import type { Fact, PastTreatment } from './facts.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';

/** Statements that a drug was given on their date. An order says so only while it is active. */
const ADMINISTERED = /^(MedicationAdministration|Observation)[/#]/;

/** Past treatments, united over all records of each. An administration keeps a drug in force for the given days. */
export function pastTreatments(
  candidates: readonly Dated[],
  today: Day,
  inForceDays: number,
): { fact?: Fact; prior: readonly PastTreatment[] } {
  const given = new Map<Treatment, { dates: Set<string>; references: Set<string>; inForce: boolean }>();
  for (const { candidate, range } of candidates) {
    const { treatment, value } = candidate;
    if (!treatment || value.kind === 'none') continue;
    const entry = given.get(treatment.what) ?? { dates: new Set(), references: new Set(), inForce: false };
    if (range) entry.dates.add(range.text);
    entry.references.add(candidate.reference);
    const isDrug = DRUG_TREATMENTS.includes(treatment.what);
    const recent =
      range !== undefined && ADMINISTERED.test(candidate.reference) && today - range.last <= inForceDays;
    if (isDrug && (treatment.inForce || recent)) entry.inForce = true;
    given.set(treatment.what, entry);
  }
  const prior = TREATMENTS.flatMap((what): PastTreatment[] => {
    const entry = given.get(what);
    if (!entry) return [];
    return [
      { what, dates: [...entry.dates].sort(), inForce: entry.inForce, references: [...entry.references] },
    ];
  });
  if (prior.length === 0) return { prior };
  const last = prior.flatMap((treatment) => treatment.dates).sort();
  const effective = last[last.length - 1];
  const fact: Fact = {
    id: 'prior',
    state: 'known',
    value: { kind: 'set', members: prior.map(({ what }) => what), complete: true },
    stale: false,
    sources: candidates.map((one) =>
      one.candidate.value.kind === 'none'
        ? sourceOf(one, false, one.candidate.value.text)
        : sourceOf(one, true, one.candidate.treatment?.what),
    ),
    ...(effective === undefined ? {} : { effective }),
  };
  return { fact, prior };
}

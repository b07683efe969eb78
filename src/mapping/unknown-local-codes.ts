import { isFactId } from '../domain/fact-catalogue.ts';
import type { Issue } from '../domain/facts.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { codings, type Element, elements } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { isLocalCode } from './local-codes.ts';
import { standingOf } from './observation.ts';

/** A code that may be shown: as the codes of the local system are written, nothing else. */
const SHOWN = /^[a-z0-9.-]{1,40}$/;

/**
 * Observations, and components of them, whose code is of the local system and names no fact (a slip of the pen):
 * nothing is read from them, and each is flagged.
 */
export function unknownLocalCodes(record: PatientRecord, codes: CodeSets): readonly Issue[] {
  const issues: Issue[] = [];
  for (const observation of record.all('Observation')) {
    const element = observation as unknown as Element;
    if (standingOf(element) === 'void') continue;
    const said = new Set<string>();
    for (const concept of [element.code, ...elements(element.component).map(({ code }) => code)]) {
      for (const { system, code } of codings(concept)) {
        if (system !== SYSTEMS.local || isFactId(code) || setsHolding(codes, system, code).length > 0)
          continue;
        said.add(textOf(code));
      }
    }
    for (const text of said)
      issues.push({ severity: 'warning', resource: record.reference(observation), text });
  }
  return issues;
}

function textOf(code: string): string {
  if (!SHOWN.test(code)) return 'unknown code of the local system; ignored';
  return isLocalCode(code)
    ? `code '${code}' of the local system is a value and names no fact; ignored`
    : `unknown code '${code}' of the local system; ignored`;
}

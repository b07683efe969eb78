import type { OverrideReason } from './card.ts';

/** Reasons for which a clinician turns a card down. Codes are stable: stored feedback and exports hold them. */

export const OVERRIDE_REASON_SYSTEM = 'https://nelm-cds.example/fhir/CodeSystem/override-reason';

/** The one reason after which the card comes back. */
export const LATER = 'later';

const reason = (code: string, display: string): OverrideReason => ({
  system: OVERRIDE_REASON_SYSTEM,
  code,
  display,
});

export const OVERRIDE_REASONS: readonly OverrideReason[] = [
  reason('patient-declines', 'Patient declines'),
  reason('already-discussed', 'Already discussed at the tumour board'),
  reason('situation-differs', 'Clinical situation differs from the record'),
  reason('data-outdated-or-wrong', 'Data outdated or wrong'),
  reason('not-available', 'Not available here'),
  reason('disagree', 'Disagree with the advice'),
  reason(LATER, 'Later'),
];

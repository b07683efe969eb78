import { dateText, type Element, isElement } from './elements.ts';

/** The date of a resource and the element that gave it. */
export interface Effective {
  readonly date: string;
  /** `effectiveDateTime`, `issued`, `performedPeriod.end` ... */
  readonly element: string;
}

const DATE_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  Observation: ['effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'issued'],
  DiagnosticReport: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  Procedure: ['performedDateTime', 'performedPeriod'],
  ImagingStudy: ['started'],
  Specimen: ['receivedTime'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod', 'dateAsserted'],
  MedicationRequest: ['authoredOn'],
  ServiceRequest: ['authoredOn'],
  Condition: ['onsetDateTime', 'onsetPeriod', 'recordedDate'],
};

/**
 * The clinically relevant date of a resource: when it took effect, for a period its end (its start when it is still
 * open), then the date of issue. Undefined when the record carries none. The text is not checked to be a possible
 * date: the domain does that.
 */
export function effectiveOf(resource: Element): Effective | undefined {
  const type = typeof resource.resourceType === 'string' ? resource.resourceType : '';
  if (!Object.hasOwn(DATE_ELEMENTS, type)) return undefined;
  for (const element of DATE_ELEMENTS[type] ?? []) {
    const value = resource[element];
    if (isElement(value)) {
      // A Condition begins with its onset, everything else is read at its end.
      const order = element === 'onsetPeriod' ? ['start', 'end'] : ['end', 'start'];
      for (const side of order) {
        const date = dateText(value[side]);
        if (date !== undefined) return { date, element: `${element}.${side}` };
      }
    } else {
      const date = dateText(value);
      if (date !== undefined) return { date, element };
    }
  }
  return undefined;
}

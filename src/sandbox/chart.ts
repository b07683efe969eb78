/**
 * Builds the chart of a fixture patient as a hospital's FHIR R4 server would hold it. Everything is synthetic.
 * Ids are `<patient id>-<slug>`; the people and the hospital behind a chart are the same in all.
 */
import type {
  Bundle,
  CodeableConcept,
  Condition,
  DiagnosticReport,
  Observation,
  ObservationComponent,
  Patient,
  Quantity,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { LaboratoryName } from './codings.ts';
import { coding, concept, LABORATORY, SYSTEM } from './codings.ts';
import type { FactValue } from './fact-element.ts';
import { factConcept, factElement, isList } from './fact-element.ts';
import { STAFF } from './staff.ts';

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
const HISTOLOGY_EXTENSION =
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior';

export interface Person {
  readonly given: string;
  readonly family: string;
  readonly gender: 'female' | 'male';
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** Elements that differ from the usual ones. */
  readonly more?: Partial<Patient>;
}

type Category = 'laboratory' | 'imaging' | 'exam' | 'survey' | 'procedure' | 'vital-signs';

interface ObservationMore {
  readonly category?: Category;
  readonly bodySite?: CodeableConcept;
  readonly note?: string;
  readonly more?: Partial<Observation>;
}

export class Chart {
  readonly id: string;
  private readonly resources: Resource[] = [];

  constructor(id: string, person: Person) {
    this.id = id;
    this.resources.push({
      resourceType: 'Patient',
      id,
      identifier: [{ system: 'https://hospital.example/mrn', value: `MRN-${id.slice(0, 2)}4711` }],
      active: true,
      name: [{ use: 'official', family: person.family, given: [person.given] }],
      gender: person.gender,
      birthDate: person.birthDate,
      managingOrganization: { reference: 'Organization/nelm-hospital' },
      ...person.more,
    });
  }

  /** A resource as it stands; its id becomes `<patient id>-<slug>`. */
  add<T extends Resource>(slug: string, resource: T): Reference<T> {
    const id = `${this.id}-${slug}`;
    if (this.resources.some((r) => r.resourceType === resource.resourceType && r.id === id)) {
      throw new Error(`${resource.resourceType}/${id} stands twice in the chart`);
    }
    this.resources.push({ ...resource, id });
    return { reference: `${resource.resourceType}/${id}` };
  }

  get subject(): Reference<Patient> {
    return { reference: `Patient/${this.id}` };
  }

  /** A problem-list entry. `morphology` goes into the mCODE extension for histology. */
  condition(
    slug: string,
    code: CodeableConcept,
    onset: string,
    options: {
      readonly clinical?: 'active' | 'resolved' | 'inactive';
      readonly verification?: 'confirmed' | 'provisional' | 'refuted';
      readonly bodySite?: CodeableConcept;
      readonly morphology?: CodeableConcept;
      readonly more?: Partial<Condition>;
    } = {},
  ): Reference {
    return this.add(slug, {
      resourceType: 'Condition',
      ...(options.morphology
        ? { extension: [{ url: HISTOLOGY_EXTENSION, valueCodeableConcept: options.morphology }] }
        : {}),
      clinicalStatus: {
        coding: [{ system: `${TERMINOLOGY}/condition-clinical`, code: options.clinical ?? 'active' }],
      },
      verificationStatus: {
        coding: [
          { system: `${TERMINOLOGY}/condition-ver-status`, code: options.verification ?? 'confirmed' },
        ],
      },
      category: [{ coding: [{ system: `${TERMINOLOGY}/condition-category`, code: 'problem-list-item' }] }],
      code,
      ...(options.bodySite ? { bodySite: [options.bodySite] } : {}),
      subject: this.subject as Condition['subject'],
      onsetDateTime: onset,
      recordedDate: onset,
      ...options.more,
    });
  }

  private observe(
    slug: string,
    code: CodeableConcept,
    date: string,
    value: Partial<Observation>,
    more: ObservationMore,
  ): Reference {
    return this.add(slug, {
      resourceType: 'Observation',
      status: 'final',
      category: [
        { coding: [{ system: `${TERMINOLOGY}/observation-category`, code: more.category ?? 'exam' }] },
      ],
      code,
      subject: this.subject as Condition['subject'],
      effectiveDateTime: date,
      ...(more.bodySite ? { bodySite: more.bodySite } : {}),
      ...value,
      ...(more.note ? { note: [{ text: more.note }] } : {}),
      ...more.more,
    });
  }

  /** A laboratory result in the conventional unit of its test. */
  lab(
    slug: string,
    name: LaboratoryName,
    value: number,
    date: string,
    more: ObservationMore = {},
  ): Reference {
    const test: { unit: string; ucum: string; low?: number; high?: number; text: string } = LABORATORY[name];
    const quantity = (n: number): Quantity => ({
      value: n,
      unit: test.unit,
      system: SYSTEM.ucum,
      code: test.ucum,
    });
    const abnormal = value > (test.high ?? Infinity) ? 'H' : value < (test.low ?? -Infinity) ? 'L' : 'N';
    return this.observe(
      slug,
      concept(test.text, LABORATORY[name].code),
      date,
      {
        valueQuantity: quantity(value),
        interpretation: [
          { coding: [{ system: `${TERMINOLOGY}/v3-ObservationInterpretation`, code: abnormal }] },
        ],
        referenceRange: [
          {
            ...(test.low === undefined ? {} : { low: quantity(test.low) }),
            ...(test.high === undefined ? {} : { high: quantity(test.high) }),
          },
        ],
      },
      { category: 'laboratory', ...more },
    );
  }

  /** Several laboratory results of one day. */
  labs(date: string, values: Partial<Record<LaboratoryName, number>>): Reference[] {
    return (Object.entries(values) as [LaboratoryName, number][]).map(([name, value]) =>
      this.lab(`${name.toLowerCase()}-${date.slice(0, 10)}`, name, value, date),
    );
  }

  /** Ki-67 of a specimen, with the Specimen. */
  ki67(
    slug: string,
    value: number | { readonly quantity: Quantity } | { readonly text: string },
    date: string,
    site: CodeableConcept,
  ): Reference {
    const specimen = this.add(`specimen-${slug}`, {
      resourceType: 'Specimen',
      status: 'available',
      subject: this.subject as Condition['subject'],
      type: concept('Tissue specimen', coding('snomed', '119376003', 'Tissue specimen (specimen)')),
      collection: { collectedDateTime: date, bodySite: site },
    });
    const element: Partial<Observation> =
      typeof value === 'number'
        ? { valueQuantity: { value, unit: '%', system: SYSTEM.ucum, code: '%' } }
        : 'quantity' in value
          ? { valueQuantity: value.quantity }
          : { valueString: value.text };
    const code = concept(
      'Ki-67 labelling index',
      coding('loinc', '29593-1', 'Cells.Ki-67 nuclear Ag/cells in Tissue by Immune stain'),
    );
    return this.observe(`ki67-${slug}`, code, date, element, {
      category: 'laboratory',
      bodySite: site,
      more: { specimen },
    });
  }

  /** ECOG performance status. */
  ecog(grade: number, date: string): Reference {
    return this.observe(
      `ecog-${date.slice(0, 10)}`,
      concept('ECOG performance status', coding('loinc', '89247-1', 'ECOG Performance Status score')),
      date,
      { valueQuantity: { value: grade, unit: 'score', system: SYSTEM.ucum, code: '{score}' } },
      { category: 'survey' },
    );
  }

  /** Response assessment (mCODE cancer disease status). */
  diseaseStatus(status: 'stable' | 'improved' | 'worsened', date: string): Reference {
    const value = {
      stable: concept(
        'Stable disease',
        coding('snomed', '359746009', "Patient's condition stable (finding)"),
      ),
      improved: concept(
        'Partial response',
        coding('snomed', '268910001', "Patient's condition improved (finding)"),
      ),
      worsened: concept(
        'Progressive disease',
        coding('snomed', '271299001', "Patient's condition worsened (finding)"),
      ),
    }[status];
    return this.observe(
      `disease-status-${date.slice(0, 10)}`,
      concept('Cancer disease status', coding('loinc', '97509-4', 'Cancer Disease Progression')),
      date,
      { valueCodeableConcept: value },
      { category: 'exam' },
    );
  }

  /** A fact with the local code, for what has no standard code. */
  fact(id: FactId, value: FactValue, date: string, more: ObservationMore = {}): Reference {
    return this.observe(
      `${id.replaceAll('.', '-')}-${date.slice(0, 10)}`,
      factConcept(id),
      date,
      factElement(id, value),
      { category: 'imaging', ...more },
    );
  }

  /** Several facts as components of one Observation, as a structured report template writes them. */
  factPanel(
    slug: string,
    text: string,
    values: Readonly<Partial<Record<FactId, FactValue | readonly string[]>>>,
    date: string,
  ): Reference {
    const one = (id: FactId, value: FactValue): ObservationComponent => ({
      code: factConcept(id),
      ...(factElement(id, value) as Partial<ObservationComponent>),
    });
    const component = (Object.entries(values) as [FactId, FactValue | readonly string[]][]).flatMap(
      ([id, value]) => (isList(value) ? value.map((word) => one(id, word)) : [one(id, value)]),
    );
    return this.observe(slug, concept(text), date, { component }, { category: 'imaging' });
  }

  /** A diagnostic report, with its results. */
  report(
    slug: string,
    code: CodeableConcept,
    date: string,
    conclusion: string,
    result: Reference[] = [],
    section: 'RAD' | 'PAT' | 'NMS' | 'CUS' | 'LAB' = 'RAD',
  ): Reference {
    return this.add(slug, {
      resourceType: 'DiagnosticReport',
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: section }] }],
      code,
      subject: this.subject as Condition['subject'],
      effectiveDateTime: date,
      issued: `${date.slice(0, 10)}T15:00:00Z`,
      performer: [{ reference: 'Organization/nelm-hospital' }],
      ...(result.length > 0 ? { result: result as DiagnosticReport['result'] & object } : {}),
      conclusion,
    });
  }

  /** A completed procedure. */
  procedure(slug: string, code: CodeableConcept, date: string, outcome?: string): Reference {
    return this.add(slug, {
      resourceType: 'Procedure',
      status: 'completed',
      code,
      subject: this.subject as Condition['subject'],
      performedDateTime: date,
      performer: [{ actor: { reference: 'Practitioner/nelm-surgeon' } }],
      ...(outcome === undefined ? {} : { outcome: { text: outcome } }),
    });
  }

  /** A drug order. */
  prescription(
    slug: string,
    drug: CodeableConcept,
    authored: string,
    status: 'active' | 'completed' | 'stopped' = 'active',
  ): Reference {
    return this.add(slug, {
      resourceType: 'MedicationRequest',
      status,
      intent: 'order',
      medicationCodeableConcept: drug,
      subject: this.subject as Condition['subject'],
      authoredOn: authored,
      requester: { reference: 'Practitioner/nelm-oncologist' },
      ...(drug.text ? { dosageInstruction: [{ text: drug.text }] } : {}),
    });
  }

  /** A drug given. */
  administration(slug: string, drug: CodeableConcept, date: string): Reference {
    return this.add(slug, {
      resourceType: 'MedicationAdministration',
      status: 'completed',
      medicationCodeableConcept: drug,
      subject: this.subject as Condition['subject'],
      effectiveDateTime: date,
    });
  }

  /** The visit and the oncology note whose opening fires the hook. */
  visit(date: string, note: string): void {
    const encounter = this.add(`encounter-${date}`, {
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: `${TERMINOLOGY}/v3-ActCode`, code: 'AMB', display: 'ambulatory' },
      type: [concept('Oncology clinic visit')],
      subject: this.subject as Condition['subject'],
      participant: [{ individual: { reference: 'Practitioner/nelm-oncologist' } }],
      period: { start: `${date}T08:30:00Z`, end: `${date}T09:10:00Z` },
      serviceProvider: { reference: 'Organization/nelm-hospital' },
    });
    this.add(`note-${date}`, {
      resourceType: 'DocumentReference',
      status: 'current',
      type: concept('Oncology note', coding('loinc', '34133-9', 'Summary of episode note')),
      subject: this.subject as Condition['subject'],
      date: `${date}T09:05:00Z`,
      author: [{ reference: 'Practitioner/nelm-oncologist' }],
      content: [
        { attachment: { contentType: 'text/plain', data: Buffer.from(note, 'utf8').toString('base64') } },
      ],
      context: { encounter: [encounter] },
    });
  }

  /**
   * The bundle: a transaction that puts every resource under its id (loads into any FHIR server), or a collection.
   */
  bundle(type: 'transaction' | 'collection' = 'transaction'): Bundle {
    return {
      resourceType: 'Bundle',
      id: this.id,
      type,
      entry: [...STAFF, ...this.resources].map((resource) => ({
        fullUrl: `https://hospital.example/fhir/R4/${resource.resourceType}/${resource.id}`,
        resource,
        ...(type === 'transaction'
          ? { request: { method: 'PUT' as const, url: `${resource.resourceType}/${resource.id}` } }
          : {}),
      })),
    };
  }
}

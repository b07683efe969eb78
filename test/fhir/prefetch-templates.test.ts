import { describe, expect, it } from 'vitest';
import { prefetchTemplates } from '../../src/fhir/prefetch.ts';
import { PATIENT_SEARCHES } from '../../src/fhir/searches.ts';

const templates = Object.entries(prefetchTemplates());
/** Resource types that every US Core server has (US Core 3.1.1, 21st Century Cures). */
const EVERYWHERE = [
  'Patient',
  'Condition',
  'Observation',
  'Procedure',
  'DiagnosticReport',
  'MedicationRequest',
];
const PARAMETERS = new Set(['patient', 'category', 'status', '_sort', '_count']);

describe('prefetch templates', () => {
  it('patient and conditions are advertised under these names', () => {
    expect(prefetchTemplates().patient).toBe('Patient/{{context.patientId}}');
    expect(prefetchTemplates().conditions).toMatch(/^Condition\?patient=\{\{context\.patientId\}\}/);
  });

  it.each(templates)('D1 D2 D5 D7 D8 %s', (_key, template) => {
    expect(template.length).toBeLessThan(1500);
    expect(template.match(/\{\{[^}]*\}\}/g)).toEqual(['{{context.patientId}}']);
    expect(template).toMatch(/^[A-Z][A-Za-z]+(\/\{\{context\.patientId\}\}|\?[^?#\s]+)$/);
    expect(EVERYWHERE).toContain(/^[A-Za-z]+/.exec(template)?.[0]);
    const query = template.split('?')[1];
    if (query === undefined) return;
    const names = query.split('&').map((part) => part.split('=')[0] ?? '');
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(PARAMETERS.has(name)).toBe(true);
    if (query.includes('_sort')) expect(query).toContain('_sort=-date');
  });

  it('D9 Observations come newest first and with a page size', () => {
    expect(prefetchTemplates().observations).toMatch(/_sort=-date&_count=\d+/);
  });

  it('the searches are those of the specification, each about the patient of the context, each key once', () => {
    expect(PATIENT_SEARCHES.map(({ resourceType }) => resourceType)).toEqual([
      'Condition',
      'Observation',
      'Procedure',
      'DiagnosticReport',
      'MedicationRequest',
      'MedicationAdministration',
      'MedicationStatement',
      'BodyStructure',
      'ImagingStudy',
      'ServiceRequest',
      'Appointment',
      'Encounter',
    ]);
    const keys = PATIENT_SEARCHES.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('bodyStructures');
    expect(keys).toContain('imagingStudies');
    for (const search of PATIENT_SEARCHES) {
      for (const query of [search.query, ...search.plainer, ...search.parts.map((part) => part.query)]) {
        expect(query).toContain('?patient={{context.patientId}}');
        const names = (query.split('?')[1] ?? '').split('&').map((part) => part.split('=')[0]);
        expect(new Set(names).size).toBe(names.length);
      }
    }
    expect(PATIENT_SEARCHES.filter(({ need }) => need === 'required').map(({ key }) => key)).toEqual([
      'conditions',
    ]);
    expect(
      PATIENT_SEARCHES.every(
        ({ need, prefetch }) => prefetch === (need === 'required' || need === 'expected'),
      ),
    ).toBe(true);
  });
});

import type { Resource } from '@medplum/fhirtypes';

/** Hospital staff and organisation: part of every bundle, with the same ids. */
export const STAFF: readonly Resource[] = [
  { resourceType: 'Organization', id: 'nelm-hospital', active: true, name: 'Example University Hospital' },
  {
    resourceType: 'Practitioner',
    id: 'nelm-oncologist',
    active: true,
    name: [{ family: 'Hartmann', given: ['Vera'], prefix: ['Dr.'] }],
  },
  {
    resourceType: 'Practitioner',
    id: 'nelm-surgeon',
    active: true,
    name: [{ family: 'Okafor', given: ['Daniel'], prefix: ['Dr.'] }],
  },
];

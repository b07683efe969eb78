import { FACT_IDS } from '../../domain/fact-catalogue.ts';
import { SYSTEMS } from '../../fhir/code-systems.ts';
import { codeSet, loadCodeSets } from '../../mapping/code-sets.ts';
import { lookupSets } from '../../mapping/lookup-sets.ts';
import { type LookupRow, lookupTable } from '../../mapping/lookups.ts';
import { measureOf } from '../../mapping/measures.ts';
import { FACT_SOURCES } from '../fact-sources.ts';
import { anchor, factLink } from './wording.ts';
import { code, page, plain, section, table } from './markdown.ts';

const NAMES: Readonly<Record<string, string>> = {
  [SYSTEMS.local]: 'local',
  [SYSTEMS.snomed]: 'SNOMED CT',
  [SYSTEMS.loinc]: 'LOINC',
  [SYSTEMS.icd10cm]: 'ICD-10-CM',
  [SYSTEMS.icd10]: 'ICD-10',
  [SYSTEMS.icd10gm]: 'ICD-10-GM',
  [SYSTEMS.icd10pcs]: 'ICD-10-PCS',
  [SYSTEMS.icdo3]: 'ICD-O-3',
  [SYSTEMS.rxnorm]: 'RxNorm',
  [SYSTEMS.atc]: 'ATC',
  [SYSTEMS.hcpcs]: 'HCPCS',
  [SYSTEMS.ncit]: 'NCIt',
  [SYSTEMS.dicom]: 'DICOM',
};

function setLinks(row: LookupRow): string {
  const names = row.codeSet === undefined ? lookupSets(row.resourceType, row.fact) : [row.codeSet];
  return names
    .map((name) => {
      if (name.startsWith('local:')) return `local code ${code(name.slice('local:'.length))}`;
      const { codes } = codeSet(name);
      return codes.length > 0
        ? `[${plain(name)}](code-sets.md#${anchor(name)})`
        : `${plain(name)} (empty: a site adds its codes)`;
    })
    .join(', ');
}

function unitRule(row: LookupRow): string {
  const measure = row.resourceType === 'Observation' ? measureOf(row.fact) : undefined;
  if (!measure) return '';
  const [least, most] = measure.plausible;
  return `${code(measure.unit)}, ${least} to ${most}${measure.molar ? `; molar ${code(measure.molar.unit)}` : ''}${measure.ucumOnly ? '; only with a UCUM unit' : ''}`;
}

/** For every fact: resource type, code set, FHIRPath, what is accepted. */
export function whereFactsAreFoundPage(): string {
  const rows = lookupTable();
  return page(
    'Where facts are found',
    'FHIRPath picks elements; what they mean is decided by the rules, so no expression holds a number to compare with. Every fact can be stated by an Observation, or a component of one, with the local code of the fact. Only resources in force count: no drafts, nothing entered in error, refuted or cancelled.',
    ...FACT_IDS.map((id) => {
      const own = rows.filter(({ fact }) => fact === id);
      return section(
        2,
        id,
        `${factLink(id)}. Resource types that bear on it: ${(FACT_SOURCES.get(id) ?? []).join(', ')}.`,
        table(
          ['Resource', 'FHIRPath', 'Code sets', 'Accepted', 'Unit and range'],
          own.map((row) => [
            row.resourceType,
            code(row.expression),
            setLinks(row),
            plain(row.accepts),
            unitRule(row),
          ]),
        ),
      );
    }),
  );
}

/** Every code set with its codes. */
export function codeSetsPage(): string {
  const sets = loadCodeSets();
  return page(
    'Code sets',
    'Codes are matched on system and code, never on the display. The product holds no CPT codes; a site adds its own (`CODES_FILE`). LOINC is a trademark of Regenstrief Institute, Inc.; SNOMED CT is used under its licence terms; see the notices in the README of the project. *With subdivisions*: codes below the category count as well.',
    ...sets.names.map((name) => {
      const { title, codes } = sets.get(name);
      return section(
        2,
        name,
        title === name ? undefined : plain(title),
        codes.length === 0
          ? 'No verified code: a site adds its own.'
          : table(
              ['System', 'Code', 'Display', 'Evidence', 'Remark'],
              codes.map((one) => [
                NAMES[one.system] ?? plain(one.system),
                `${code(one.code)}${one.descendants ? ' with subdivisions' : ''}`,
                plain(one.display ?? ''),
                one.strength,
                plain(one.note ?? ''),
              ]),
            ),
      );
    }),
  );
}

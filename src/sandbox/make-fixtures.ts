/** Writes `fixtures/<patient>/bundle.json` from the charts: `node src/sandbox/make-fixtures.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Bundle } from '@medplum/fhirtypes';
import { FIXTURES_DIRECTORY } from './fixtures.ts';
import { CHARTS } from './patients/index.ts';

/** A bundle as text: one resource a line when it is large, else indented. */
export function bundleText(bundle: Bundle): string {
  if ((bundle.entry ?? []).length < 200) return `${JSON.stringify(bundle, undefined, 2)}\n`;
  const { entry, ...head } = bundle;
  const lines = (entry ?? []).map((one) => JSON.stringify(one)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"entry":[\n${lines}\n]}\n`;
}

if (import.meta.main) {
  for (const build of CHARTS) {
    const bundle = build();
    const folder = new URL(`${bundle.id}/`, FIXTURES_DIRECTORY);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('bundle.json', folder), bundleText(bundle));
    console.log(`${bundle.id}: ${bundle.entry?.length ?? 0} resources`);
  }
}

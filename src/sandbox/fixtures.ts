/** The fixture patients on disk, and the same with their dates moved to a given day. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Bundle, Patient } from '@medplum/fhirtypes';
import { formatDay, parseDate } from '../domain/calendar.ts';

export const FIXTURES_DIRECTORY = new URL('../../fixtures/', import.meta.url);

/** The day as of which the fixture charts are written. */
export const FIXTURE_DAY = '2026-11-20';

export interface Fixture {
  /** Folder, and id of the patient. */
  readonly id: string;
  /** First line of the README. */
  readonly title: string;
  readonly bundle: Bundle;
  readonly patient: Patient;
}

/** Reads one fixture patient. Throws when the folder does not hold one. */
export function readFixture(id: string): Fixture {
  const folder = new URL(`${id}/`, FIXTURES_DIRECTORY);
  const bundle = JSON.parse(readFileSync(new URL('bundle.json', folder), 'utf8')) as Bundle;
  const patient = bundle.entry
    ?.map((entry) => entry.resource)
    .find((resource) => resource?.resourceType === 'Patient');
  if (!patient) throw new Error(`fixtures/${id}/bundle.json holds no Patient`);
  const title = readFileSync(new URL('README.md', folder), 'utf8').split('\n')[0]?.replace(/^#\s*/, '') ?? id;
  return { id, title, bundle, patient };
}

/** All fixture patients, by folder name. */
export function readFixtures(): Fixture[] {
  return readdirSync(FIXTURES_DIRECTORY, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map(readFixture);
}

/**
 * The bundle with every date moved by the days between the day of the fixtures and `today`, so that what was a
 * recent scan stays one whenever the demo is run. Months without a day move by whole months; years stay.
 */
export function datedTo(bundle: Bundle, today: string): Bundle {
  const from = parseDate(FIXTURE_DAY)?.first ?? 0;
  const days = (parseDate(today)?.first ?? from) - from;
  return days === 0 ? bundle : (moved(bundle, days) as Bundle);
}

function moved(value: unknown, days: number): unknown {
  if (typeof value === 'string') return movedText(value, days);
  if (Array.isArray(value)) return value.map((item) => moved(item, days));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, moved(item, days)]));
}

function movedText(text: string, days: number): string {
  const match = /^(\d{4}-\d{2}-\d{2})(T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  const day = match ? parseDate(match[1])?.first : undefined;
  if (match && day !== undefined) return `${formatDay(day + days)}${match[2] ?? ''}`;
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (!month) return text;
  const at = Number(month[1]) * 12 + Number(month[2]) - 1 + Math.round(days / 30.44);
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

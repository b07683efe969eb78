import { readFileSync } from 'node:fs';

/** One release of the knowledge base, as the change log tells it. */
export interface Release {
  /** `1.1.0`, or `Unreleased`. */
  readonly version: string;
  readonly date: string | null;
  /** What changed an answer. */
  readonly clinical: readonly string[];
}

/**
 * The clinical entries of a change log (Keep a Changelog; what changes an answer stands under "Clinical"). Releases
 * without one are left out.
 */
export function clinicalHistory(changelog: string): readonly Release[] {
  const releases: { version: string; date: string | null; clinical: string[] }[] = [];
  let clinical = false;
  for (const line of changelog.split(/\r?\n/)) {
    const release = /^## \[?([^\]\s]+)\]?(?: *[-\u2013] *(\d{4}-\d{2}-\d{2}))?/.exec(line);
    const entry = /^[-*] +(.*)$/.exec(line);
    if (release?.[1]) {
      releases.push({ version: release[1], date: release[2] ?? null, clinical: [] });
      clinical = false;
    } else if (/^#+ /.test(line)) {
      clinical = /^### Clinical\b/.test(line);
    } else if (clinical && entry?.[1]) {
      releases.at(-1)?.clinical.push(entry[1]);
    } else if (clinical && /^ {2,}\S/.test(line)) {
      const entries = releases.at(-1)?.clinical;
      const last = entries?.pop();
      if (entries && last !== undefined) entries.push(`${last} ${line.trim()}`);
    }
  }
  return releases.filter((each) => each.clinical.length > 0);
}

/** The history of this release; empty when no change log is installed beside the program. */
export function installedHistory(): readonly Release[] {
  try {
    return clinicalHistory(readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8'));
  } catch {
    return [];
  }
}

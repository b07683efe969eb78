import type { Truth } from '../domain/truth.ts';
import { byTable } from './case-table.ts';
import type { Situation } from './situation.ts';
import { SITE } from './table-inputs.ts';

/** Sites that drain into the portal vein for every set. */
const PORTAL = ['pancreas', 'duodenum', 'jejunum-ileum', 'appendix', 'colon', 'distal-stomach'] as const;
/** Sites that drain past the liver. */
const SYSTEMIC = ['lung', 'thymus'] as const;
/** The site does not tell. */
const SILENT = ['stomach', 'other', 'unknown-primary'] as const;

/** Milan names a range that ends at the sigmoid. */
const drainageOfMilan = byTable(
  'portal-drainage, Milan',
  [SITE],
  [
    { when: [PORTAL], gives: 'yes' },
    { when: [[...SYSTEMIC, 'rectum']], gives: 'no' },
    { when: [SILENT], gives: 'open' },
  ],
);

/** The other sets say "portal" alone. */
const drainageOfOthers = byTable(
  'portal-drainage, other sets',
  [SITE],
  [
    { when: [PORTAL], gives: 'yes' },
    { when: [SYSTEMIC], gives: 'no' },
    { when: [[...SILENT, 'rectum']], gives: 'open' },
  ],
);

/** Drainage of the primary into the portal system, from a recorded statement or the site. */
export function portalDrainage(s: Situation, set: 'milan' | 'other'): Truth {
  const recorded = s.value('primary.portal-drainage');
  const site = s.words('primary.site');
  if (set === 'milan' && site.length === 1 && site[0] === 'rectum') return false;
  if (recorded?.kind === 'word') {
    const stated = s.is('primary.portal-drainage', 'yes');
    // The list of Milan ends at the sigmoid: with the site open, a drained primary may still be a rectal one.
    return set === 'milan' && stated === true && site.includes('rectum') ? 'unknown' : stated;
  }
  return set === 'milan' ? drainageOfMilan(s) : drainageOfOthers(s);
}

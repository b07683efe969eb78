import type { Truth } from '../domain/truth.ts';
import type { Situation } from './situation.ts';

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
  let result: Truth | undefined;
  for (const word of site) {
    const drains = drainageOf(word, set);
    if (result !== undefined && result !== drains) return 'unknown';
    result = drains;
  }
  return result ?? 'unknown';
}

/** Sites that drain into the portal vein for every set. */
export const PORTAL_SITES = ['pancreas', 'duodenum', 'jejunum-ileum', 'appendix', 'colon', 'distal-stomach'];
/** Sites that drain past the liver. */
export const SYSTEMIC_SITES = ['lung', 'thymus'];

function drainageOf(site: string, set: 'milan' | 'other'): Truth {
  if (PORTAL_SITES.includes(site)) return true;
  if (SYSTEMIC_SITES.includes(site) || (site === 'rectum' && set === 'milan')) return false;
  return 'unknown';
}

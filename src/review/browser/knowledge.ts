import { h } from '../view/element.ts';
import { counted } from '../view/wording.ts';
import { byId, nodeOf } from './dom.ts';

/** Search on the knowledge page: entries that hold all the words stay, the others are put away. */

const entries = [...document.querySelectorAll('[data-entry]')].filter(
  (entry): entry is HTMLElement => entry instanceof HTMLElement,
);
const texts = new Map(entries.map((entry) => [entry, (entry.textContent ?? '').toLowerCase()]));

byId('search').append(
  nodeOf(h('label', { for: 'query' }, 'Search the rules, facts and tables')),
  nodeOf(h('input', { id: 'query', type: 'search', autocomplete: 'off', spellcheck: 'false' })),
  nodeOf(h('span', { id: 'found', role: 'status', 'aria-live': 'polite', class: 'quiet' })),
);

function search(query: string): void {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  let found = 0;
  for (const entry of entries) {
    const matches = words.every((word) => texts.get(entry)?.includes(word));
    entry.hidden = !matches;
    if (matches) found += 1;
  }
  byId('found').textContent = words.length === 0 ? '' : `${counted(found, 'entry', 'entries')} found`;
  document.body.classList.toggle('searching', words.length > 0);
}

const query = byId('query') as HTMLInputElement;
query.addEventListener('input', () => search(query.value));

/** A link to an entry opens it. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener('hashchange', openTarget);
openTarget();

/**
 * Words of a free text that say that an operation was not done for cure: debulking, cytoreduction, R2, palliative.
 * The text is anybody's: it is cut, taken apart once from left to right, and nothing of it is shown.
 */
const MAX_TEXT = 20_000;
const TOKEN = /[\p{L}\p{N}]+|[^\p{L}\p{N}\s]|\n/gu;
/** What ends the reach of a "no". Brackets, slashes and colons do not: `no residual disease (R2)`, `R2: no`. */
const BOUNDARIES: ReadonlySet<string> = new Set(['.', ',', ';', '!', '?', '\n']);
const REACH = 6;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NO = words('no not non without never neither instead than kein keine keiner nicht ohne statt');
/** Words that may stand between a "no" and what it denies. */
const BETWEEN = words(
  'a an the any of or nor as with for in evidence sign signs residual residuum macroscopic gross visible left ' +
    'tumor tumour disease done performed intended intent considered planned r0 r1 r2 debulking cytoreduction ' +
    'cytoreductive palliative surgery resection ( ) / - : eine einer hinweis auf oder',
);
/** Words that may stand between what is denied and the "no" behind it. */
const BEHIND = words(
  'was were is are has been surgery resection intent intention procedure status tumor tumour disease ( ) : - = wurde',
);
const DENIED = words('excluded negative absent denied ausgeschlossen');
/** A "no" that is the whole answer: `palliative: no`. */
const ANSWER = words('no not false nein');
/** `not` before one of these denies what stands before it: `debulking was not done`. */
const NOT_DONE = words(
  'done performed intended needed necessary required planned present found seen applicable',
);
/** A palliative service or drug treatment, and an old name of a lymph node dissection, say nothing of the operation. */
const OF_SOMETHING_ELSE: Readonly<Record<'palliative' | 'r2', ReadonlySet<string>>> = {
  palliative: words(
    'care team medicine service ward unit consult consultation physician nurse chemotherapy radiotherapy radiation ' +
      'systemic chemo',
  ),
  r2: words('lymphadenectomy lymph node nodes nodal dissection'),
};

export type NotForCure = 'debulking' | 'r2' | 'palliative';

/** What a text says against cure; what it denies (`not R2`, `R0, no R2`) does not count. */
export function saidAgainstCure(text: string): ReadonlySet<NotForCure> {
  const tokens = text.slice(0, MAX_TEXT).toLowerCase().replaceAll('r-2', 'r2').match(TOKEN) ?? [];
  const found = new Set<NotForCure>();
  tokens.forEach((token, at) => {
    const kind = kindOf(token);
    if (kind === undefined || found.has(kind)) return;
    if (kind !== 'debulking' && OF_SOMETHING_ELSE[kind].has(tokens[at + 1] ?? '')) return;
    if (!isDeniedBefore(tokens, at) && !isDeniedBehind(tokens, at)) found.add(kind);
  });
  return found;
}

function kindOf(token: string): NotForCure | undefined {
  if (/^r2[abc]?$/.test(token)) return 'r2';
  if (token.includes('debulk') || token.startsWith('cytoreduc') || token.startsWith('zytoredu'))
    return 'debulking';
  return /^palliati(ve|vely|on|v|ve[mnrs])$/.test(token) || /^palliat(e|ed|ing)$/.test(token)
    ? 'palliative'
    : undefined;
}

function isDeniedBefore(tokens: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - REACH); index -= 1) {
    const token = tokens[index] ?? '';
    if (NO.has(token)) return true;
    if (!BETWEEN.has(token)) return false;
  }
  return false;
}

function isDeniedBehind(tokens: readonly string[], at: number): boolean {
  const ends = (index: number): boolean => index >= tokens.length || BOUNDARIES.has(tokens[index] ?? '');
  for (let index = at + 1; index <= at + REACH && !ends(index); index += 1) {
    const token = tokens[index] ?? '';
    if (DENIED.has(token) || (token === 'ruled' && tokens[index + 1] === 'out')) return true;
    if (ANSWER.has(token) && ends(index + 1)) return true;
    if (token === 'not') return NOT_DONE.has(tokens[index + 1] ?? '');
    if (!BEHIND.has(token)) return false;
  }
  return false;
}

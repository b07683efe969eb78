import { codings, type Element, elements, isElement, text } from '../fhir/elements.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { type NotForCure, saidAgainstCure } from './curative-words.ts';
import type { Operation } from './operations.ts';

const INTENT_EXTENSIONS: readonly string[] = [
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
];
/** More texts than this are in no record of one operation. */
const MOST_TEXTS = 50;

/**
 * False when the record states an intent or an outcome other than curative: a coded intent, debulking or
 * tumour left behind (R2) in words, a palliative purpose in words where no curative intent is coded.
 */
export function isCurative(operation: Operation, codes: CodeSets): boolean {
  const element = operation.resource as unknown as Element;
  const intents = elements(element.extension)
    .filter((extension) => INTENT_EXTENSIONS.includes(String(extension.url)))
    .flatMap((extension) => codings(extension.valueCodeableConcept));
  const meantToCure = intents.some(({ system, code }) =>
    setsHolding(codes, system, code).includes('intent-curative'),
  );
  if (intents.length > 0 && !meantToCure) return false;
  const said = new Set<NotForCure>();
  for (const written of texts(element)) for (const word of saidAgainstCure(written)) said.add(word);
  return !said.has('debulking') && !said.has('r2') && (meantToCure || !said.has('palliative'));
}

/**
 * What is written about an operation: its name, category, reasons, outcome and notes. The code systems of residual
 * tumour differ from country to country, but `R2` is the code of R2 in each: a code of the outcome is read as a word.
 */
function texts(element: Element): readonly string[] {
  const concepts = [element.code, element.category, element.outcome, ...elements(element.reasonCode)];
  return [
    ...concepts.map((concept) => (isElement(concept) ? text(concept.text) : undefined)),
    ...codings(element.outcome).map(({ code }) => code),
    ...elements(element.note).map((note) => text(note.text)),
  ]
    .filter((written) => written !== undefined)
    .slice(0, MOST_TEXTS);
}

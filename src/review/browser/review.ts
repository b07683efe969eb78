import { h } from '../view/element.ts';
import type { ReviewModel } from '../view/model.ts';
import { paperSummary } from '../view/paper.ts';
import { lowerAnswer, sectionLinks, upperAnswer } from '../view/review-page.ts';
import { boardText } from '../what-if/board-text.ts';
import { fieldById } from '../what-if/fields.ts';
import { observationBundle } from '../what-if/observations.ts';
import { byId, copied, download, nodeOf, pageData, replaceContent } from './dom.ts';
import { answerIn, controlId } from './field-view.ts';
import { announcement, decidingFacts, fieldNow, formView, outcomeView } from './form-view.ts';
import { type PageSnapshot, WhatIf } from './what-if.ts';

/** The review page in the browser: the what-if form. Without it the page is complete as the server made it. */

const snapshot = pageData('snapshot') as PageSnapshot;
const whatIf = new WhatIf(snapshot);
const deciding = decidingFacts(snapshot.evaluation);

function start(): void {
  byId('what-if-off').remove();
  byId('what-if').append(
    nodeOf(
      h(
        'p',
        {},
        'Fill in what is missing or change what is on record: the statuses follow at once. Everything is computed in this browser; nothing is sent or stored.',
      ),
    ),
    nodeOf(
      h(
        'div',
        { class: 'what-if' },
        h('form', { id: 'facts-form', novalidate: true, 'aria-label': 'Facts' }, h('div', { id: 'fields' })),
        h(
          'div',
          { role: 'group', 'aria-label': 'Result of the what-if', class: 'result-panel' },
          h('div', { id: 'outcome' }),
          h(
            'div',
            { class: 'buttons' },
            h('button', { type: 'button', id: 'back-all', disabled: true }, 'Back to the record'),
            h('button', { type: 'button', id: 'copy' }, 'Copy as text'),
            h('button', { type: 'button', id: 'export', disabled: true }, 'Export answers as FHIR'),
          ),
          h('p', { id: 'said', role: 'status', 'aria-live': 'polite' }),
          h('textarea', {
            id: 'text',
            hidden: true,
            readonly: true,
            rows: 8,
            'aria-label': 'The answer as text',
          }),
        ),
      ),
    ),
  );
  replaceContent(byId('fields'), formView(whatIf, snapshot.evaluation));
  replaceContent(byId('outcome'), outcomeView(whatIf.model()));
  const form = byId('facts-form') as HTMLFormElement;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', (event) => changed(form, event.target));
  form.addEventListener('click', (event) => {
    const id =
      event.target instanceof Element ? event.target.closest('[data-back]')?.getAttribute('data-back') : null;
    if (id) goBack(id);
  });
  byId('back-all').addEventListener('click', () => goBack());
  byId('copy').addEventListener('click', () => void copyText());
  byId('export').addEventListener('click', exportAnswers);
}

function changed(form: HTMLFormElement, target: EventTarget | null): void {
  if (!(target instanceof Element)) return;
  const id = target.closest('[data-field]')?.getAttribute('data-field');
  const field = id === undefined || id === null ? undefined : fieldById(id);
  if (!field) return;
  const high = form.elements.namedItem(`${field.id}|high`);
  const comparator = form.elements.namedItem(`${field.id}|comparator`);
  if (high instanceof HTMLInputElement && comparator instanceof HTMLSelectElement)
    high.hidden = comparator.value !== '..';
  whatIf.take(field, answerIn(form, field));
  markField(field.id);
  refresh();
}

/** Marks a field without touching the control that has the focus. */
function markField(id: string): void {
  const field = fieldById(id);
  const host = document.querySelector(`[data-field="${CSS.escape(id)}"]`);
  if (!field || !host) return;
  const isChanged = whatIf.answers.has(id);
  host.classList.toggle('is-changed', isChanged);
  const fresh = nodeOf(fieldNow(field, whatIf, deciding)) as Element;
  for (const part of ['.mark', 'button[data-back]']) {
    host.querySelector(`:scope > ${part}`)?.remove();
    const now = fresh.querySelector(`:scope > ${part}`);
    if (now && part === '.mark') host.querySelector('.controls')?.before(now);
    else if (now) host.append(now);
  }
  const error = whatIf.errors.get(id) ?? '';
  const shown = host.querySelector('.error');
  if (shown) shown.textContent = error;
  for (const control of host.querySelectorAll('input, select')) {
    if (error === '') control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }
}

function goBack(id?: string): void {
  const ids = id === undefined ? [...new Set([...whatIf.answers.keys(), ...whatIf.errors.keys()])] : [id];
  whatIf.back(id);
  for (const each of ids) {
    const field = fieldById(each);
    const host = document.querySelector(`[data-field="${CSS.escape(each)}"]`);
    if (field && host) host.replaceWith(nodeOf(fieldNow(field, whatIf, deciding)));
  }
  refresh();
  const field = id === undefined ? undefined : fieldById(id);
  (field ? document.getElementById(controlId(field)) : byId('copy'))?.focus();
}

/** How long a pause in the answers lasts before the whole page follows. */
const PAUSE_MILLISECONDS = 120;
let pause: ReturnType<typeof setTimeout> | undefined;

/** The statuses follow at once; the rest of the page, with the ranking of missing data, after a short pause. */
function refresh(): void {
  const model: ReviewModel = whatIf.model(false);
  document.body.dataset.settled = 'no';
  replaceContent(byId('outcome'), outcomeView(model));
  byId('back-all').toggleAttribute('disabled', model.changes.length === 0);
  byId('export').toggleAttribute('disabled', model.changes.length === 0);
  byId('said').textContent = announcement(model);
  clearTimeout(pause);
  pause = setTimeout(settle, PAUSE_MILLISECONDS);
}

function settle(): void {
  const model: ReviewModel = whatIf.model();
  document.body.classList.toggle('what-if-shown', model.changes.length > 0);
  const upper = upperAnswer(model);
  const lower = lowerAnswer(model);
  replaceContent(byId('sections'), sectionLinks(upper, lower));
  replaceContent(byId('upper'), upper);
  replaceContent(byId('lower'), lower);
  replaceContent(byId('paper'), paperSummary(model));
  document.body.dataset.settled = 'yes';
}

async function copyText(): Promise<void> {
  const text = boardText(whatIf.model());
  const area = byId('text') as HTMLTextAreaElement;
  if (await copied(text)) {
    byId('said').textContent = 'Copied.';
    area.hidden = true;
    return;
  }
  area.value = text;
  area.hidden = false;
  area.focus();
  area.select();
  byId('said').textContent = 'The browser does not allow copying: the text is selected below.';
}

function exportAnswers(): void {
  const { evaluation } = whatIf.model();
  const site = evaluation.facts.find((fact) => fact.id === 'primary.site')?.value;
  const bundle = observationBundle(whatIf.answers, {
    subject: snapshot.evaluation.subject,
    date: snapshot.evaluation.evaluationDate,
    ...(typeof site === 'string' ? { primarySite: site } : {}),
  });
  download('answers.json', JSON.stringify(bundle, null, 2), 'application/fhir+json');
  byId('said').textContent = 'Exported: a transaction Bundle of Observations.';
}

start();

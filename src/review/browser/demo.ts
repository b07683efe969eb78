import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Card } from '../../cards/card.ts';
import { EhrClient, type HookCall } from '../../cli/ehr-client.ts';
import { type CardState, cardView, type WireEntry, wireView } from '../demo/card-view.ts';
import { CATALOGUE, draftOrder } from '../demo/orders.ts';
import { type Child, h } from '../view/element.ts';
import { counted, dateText } from '../view/wording.ts';
import { byId, nodeOf, pageData, replaceContent } from './dom.ts';
import { watchFetch } from './wire.ts';

/** The demo page in the browser: a small EHR that calls the service as any CDS client does. */

interface Settings {
  readonly fhirBase: string;
}

const WIRE_KEPT = 40;
const { fhirBase } = pageData('settings') as Settings;
const serviceBase = new URL('.', location.href).href.replace(/\/$/, '');
const ehr = new EhrClient({ serviceBase, fhirBase });

let patients: readonly Patient[] = [];
let current: Patient | undefined;
let shown: { call: HookCall; accepted: Map<string, string>; overridden: Map<string, string> } | undefined;
let wire: readonly WireEntry[] = [];

watchFetch((entry) => {
  wire = [entry, ...wire].slice(0, WIRE_KEPT);
  showWire();
});

function frame(): void {
  byId('demo-off').remove();
  byId('demo').append(
    nodeOf(
      h(
        'div',
        { class: 'ehr' },
        h(
          'nav',
          { 'aria-label': 'Patients', class: 'patients' },
          h('h2', {}, 'Patients'),
          h('ul', { id: 'patients', class: 'plain' }),
        ),
        h(
          'section',
          { id: 'patient', 'aria-label': 'Patient', tabindex: -1 },
          h('div', { id: 'banner' }, h('p', {}, 'Choose a patient.')),
          h('p', { id: 'said', role: 'status', 'aria-live': 'polite' }),
          h('div', { id: 'cards' }),
        ),
      ),
    ),
    nodeOf(
      h(
        'section',
        { 'aria-labelledby': 'wire-title' },
        h('h2', { id: 'wire-title' }, 'On the wire'),
        h(
          'p',
          { class: 'quiet' },
          'Every request of this page and its answer, newest first: what an integration sends and gets.',
        ),
        h('div', { id: 'wire' }),
      ),
    ),
  );
  byId('patients').addEventListener('click', (event) => {
    const id = dataOf(event, 'data-patient');
    if (id !== undefined) choose(id);
  });
  byId('banner').addEventListener('click', (event) => {
    const action = dataOf(event, 'data-action');
    if (action !== undefined) void act(action);
  });
  byId('cards').addEventListener('click', (event) => {
    const id = dataOf(event, 'data-accept');
    if (id !== undefined) void accept(id);
  });
  byId('cards').addEventListener('change', (event) => {
    const id = dataOf(event, 'data-override');
    if (id !== undefined && event.target instanceof HTMLSelectElement) void override(id, event.target.value);
  });
}

function dataOf(event: Event, name: string): string | undefined {
  const target = event.target instanceof Element ? event.target.closest(`[${name}]`) : null;
  return target?.getAttribute(name) ?? undefined;
}

function nameOf(patient: Patient): string {
  const name = patient.name?.[0];
  const full =
    [...(name?.given ?? []), name?.family ?? ''].join(' ').trim() || (patient.id ?? 'without a name');
  return full.length > 60 ? `${full.slice(0, 60)}\u2026` : full;
}

async function loadPatients(): Promise<void> {
  const found = await ehr.search('Patient?_count=100');
  patients = found
    .filter((resource: Resource): resource is Patient => resource.resourceType === 'Patient')
    .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  replaceContent(
    byId('patients'),
    patients.map((patient) =>
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'patient', 'data-patient': patient.id ?? '' },
          nameOf(patient),
          h('span', { class: 'quiet' }, patient.id ?? ''),
        ),
      ),
    ),
  );
}

function choose(id: string): void {
  current = patients.find((patient) => patient.id === id);
  shown = undefined;
  for (const button of document.querySelectorAll('[data-patient]')) {
    if (button.getAttribute('data-patient') === id) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  if (!current) return;
  replaceContent(byId('banner'), banner(current));
  replaceContent(byId('cards'), []);
  void act('note');
}

function banner(patient: Patient): readonly Child[] {
  return [
    h('h2', {}, nameOf(patient)),
    h(
      'p',
      { class: 'quiet' },
      [
        patient.gender,
        patient.birthDate === undefined ? undefined : `born ${dateText(patient.birthDate)}`,
        patient.id,
      ]
        .filter(Boolean)
        .join(' \u00b7 '),
    ),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', 'data-action': 'chart' }, 'Open the chart'),
      h('button', { type: 'button', 'data-action': 'note' }, 'Open the oncology note'),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Order entry'),
      h('label', { for: 'order' }, 'Order'),
      h(
        'select',
        { id: 'order' },
        CATALOGUE.map((entry, at) => h('option', { value: at }, entry.title)),
      ),
      h('button', { type: 'button', 'data-action': 'order-select' }, 'Select'),
      h('button', { type: 'button', 'data-action': 'order-sign' }, 'Sign'),
    ),
  ];
}

const DONE: Readonly<Record<string, string>> = {
  chart: 'Chart opened',
  note: 'Note opened',
  'order-select': 'Order selected',
  'order-sign': 'Order about to be signed',
};

async function act(action: string): Promise<void> {
  const patient = current;
  if (!patient?.id) return;
  say('Asking the service \u2026');
  try {
    const call = await callOf(action, patient.id);
    if (current !== patient) return;
    shown = { call, accepted: new Map(), overridden: new Map() };
    showCards();
    const cards = call.cards.length === 0 ? 'no card: nothing to say' : counted(call.cards.length, 'card');
    say(`${DONE[action] ?? action}: ${cards}, ${Math.round(call.milliseconds)} ms.`);
  } catch (error) {
    if (current !== patient) return;
    shown = undefined;
    replaceContent(byId('cards'), []);
    say(`No advice: ${error instanceof Error ? error.message : 'the call failed'}`);
  }
}

function callOf(action: string, patientId: string): Promise<HookCall> {
  if (action === 'chart') return ehr.openChart(patientId);
  if (action === 'note') return ehr.openNote(patientId);
  const select = byId('order');
  const entry = CATALOGUE[select instanceof HTMLSelectElement ? Number(select.value) : 0];
  if (!entry || (action !== 'order-select' && action !== 'order-sign'))
    throw new Error(`no such action: ${action}`);
  const draft = draftOrder(entry, patientId, 'draft-1') as unknown as Resource & { id: string };
  return ehr.order(action, patientId, [draft]);
}

function stateOf(card: Card): CardState {
  return { accepted: shown?.accepted ?? new Map(), overridden: shown?.overridden.get(card.uuid) };
}

function showCards(): void {
  replaceContent(
    byId('cards'),
    (shown?.call.cards ?? []).map((card, at) => cardView(card, at, stateOf(card))),
  );
}

async function accept(id: string): Promise<void> {
  const now = shown;
  const card = now?.call.cards.find((each) => each.suggestions?.some((suggestion) => suggestion.uuid === id));
  const suggestion = card?.suggestions?.find((each) => each.uuid === id);
  if (!now || !card || !suggestion || now.accepted.has(id)) return;
  now.accepted.set(id, 'being sent');
  showCards();
  try {
    const created = await ehr.accept(now.call, card, suggestion);
    const references = created.map((resource) => `${resource.resourceType}/${resource.id ?? ''}`).join(', ');
    now.accepted.set(id, `accepted, ${references} created`);
    say(`Accepted: ${references} stands on the FHIR server as a draft, and the service has the feedback.`);
  } catch (error) {
    now.accepted.delete(id);
    say(`Not accepted: ${error instanceof Error ? error.message : 'the call failed'}`);
  }
  if (shown === now) showCards();
}

async function override(cardId: string, code: string): Promise<void> {
  const now = shown;
  const card = now?.call.cards.find((each) => each.uuid === cardId);
  const reason = card?.overrideReasons.find((each) => each.code === code);
  if (!now || !card || !reason) return;
  try {
    await ehr.override(now.call, card, reason);
    now.overridden.set(cardId, reason.display.toLowerCase());
    say(
      `Overridden: ${reason.display}. The service has the feedback and holds the card back while the facts stay the same.`,
    );
  } catch (error) {
    say(`Not overridden: ${error instanceof Error ? error.message : 'the call failed'}`);
  }
  if (shown === now) showCards();
  byId('said').focus();
}

function showWire(): void {
  replaceContent(byId('wire'), wireView(wire));
}

function say(text: string): void {
  byId('said').textContent = text;
}

frame();
byId('said').tabIndex = -1;
loadPatients().catch((error: unknown) => {
  say(`The patients cannot be read: ${error instanceof Error ? error.message : 'no answer'}`);
});

import { describe, expect, it } from 'vitest';
import { critiqueOrders } from '../../src/decision/order-critique.ts';
import { changed, sampleCriterion, sampleOption } from '../cards/sample.ts';

const failing = sampleCriterion('resectable', {
  result: 'not-met',
  sentence: 'All metastases can be removed in one stage (documented resectable; without a record: pattern I)',
  explanation: 'Resectability unresectable (2026-10-19); Grade G3 (computed)',
});
const against = sampleCriterion('poorly-differentiated', {
  kind: 'contraindication',
  sentence: 'Poorly differentiated',
  explanation: 'Ki-67 80 % (2026-10-19)',
  strength: 'absolute',
});
const OPTIONS = {
  open: sampleOption('open', { title: 'Debulking', status: 'insufficient-data', missing: ['ecog', 'ki67'] }),
  alike: sampleOption('alike', { title: 'ALPPS', status: 'insufficient-data', missing: ['ecog', 'ki67'] }),
  failed: sampleOption('failed', { title: 'Resection', status: 'not-indicated', criteria: [failing] }),
  again: sampleOption('again', {
    title: 'Two-stage hepatectomy',
    status: 'not-indicated',
    criteria: [failing],
  }),
  barred: sampleOption('barred', {
    title: 'Transplantation',
    status: 'contraindicated',
    criteria: [against],
  }),
};
type Name = keyof typeof OPTIONS;

const critique = (names: readonly Name[], more: { supplies?: readonly string[] } = {}) => {
  const options = Object.fromEntries(names.map((name) => [name, OPTIONS[name]]));
  const [alert, ...others] = critiqueOrders(
    changed({ options: [] }, options),
    [{ reference: 'ServiceRequest/d', options: names, label: 'referral to surgery', ...more }],
    'order-sign',
  );
  expect(others).toEqual([]);
  return { lines: alert?.text.split('\n'), headline: alert?.headline, severity: alert?.severity };
};

describe('a draft order that stands for several options', () => {
  it('has a line for each, what decides first, with every criterion that fails or is missing', () => {
    const { lines, headline, severity } = critique(['open', 'failed', 'barred', 'again', 'alike']);
    expect(lines).toEqual([
      'referral to surgery: contraindicated, criteria not met or data missing.',
      'Transplantation is contraindicated: Poorly differentiated - Ki-67 80 % (2026-10-19).',
      'Resection does not meet: All metastases can be removed in one stage - Resectability unresectable (2026-10-19).',
      'Two-stage hepatectomy does not meet: All metastases can be removed in one stage.',
      'Debulking cannot be judged, not known: ECOG performance status, Ki-67.',
      'ALPPS cannot be judged, not known: the same as for debulking.',
    ]);
    expect(headline?.whole).toBe('referral to surgery: contraindicated, criteria not met or data missing');
    expect(severity).toBe('warning');
  });

  it.each<[Name[], string]>([
    [['barred'], 'Transplantation is contraindicated: Poorly differentiated'],
    [['failed', 'again'], 'referral to surgery: does not meet the criteria'],
    [['open', 'alike'], 'referral to surgery: cannot be judged, data are missing'],
    [['failed', 'open'], 'referral to surgery: criteria not met or data missing'],
    [['failed', 'barred'], 'referral to surgery: contraindicated or criteria not met'],
  ])('%s: the summary is true of all of them', (names, whole) => {
    expect(critique(names).headline?.whole).toBe(whole);
  });
});

describe('a draft order that the work-up asks for', () => {
  const supplies = ['liver.resectability'];
  const said =
    'The order is itself what the work-up asks for: it can supply what is missing (resectability of the liver disease).';

  it('still warns, and says that it can supply what is missing', () => {
    const one = critique(['open'], { supplies });
    expect(one.severity).toBe('warning');
    expect(one.lines).toEqual([
      'referral to surgery: Debulking is still open, not known: ECOG performance status, Ki-67.',
      said,
    ]);
    const mixed = critique(['failed', 'open'], { supplies });
    expect(mixed.lines?.[1]).toBe(said);
    for (const { headline, lines } of [one, mixed]) {
      expect(headline?.whole).toBe(
        'referral to surgery is itself what the work-up asks for: it can supply what is missing',
      );
      expect(lines?.join('\n')).not.toContain('cannot be judged');
    }
  });

  it('does not soften a contraindication, nor an order that has nothing to supply', () => {
    expect(critique(['barred', 'open'], { supplies }).headline?.whole).toContain('contraindicated');
    expect(critique(['failed'], { supplies })).toEqual(critique(['failed']));
    expect(critique(['barred'], { supplies })).toEqual(critique(['barred']));
  });
});

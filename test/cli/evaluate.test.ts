import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/evaluate.ts';

const FIXTURE = fileURLToPath(
  new URL('../../fixtures/01-resectable-pancreatic-net/bundle.json', import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), 'nelm-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function evaluate(args: readonly string[], env: Record<string, string> = {}, input = '') {
  let stdout = '';
  let stderr = '';
  const exit = await run(args, env, {
    stdin: Readable.from([input]),
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { exit, stdout, stderr };
}

describe('npm run evaluate', () => {
  it('prints the evaluation as JSON, for the day that is asked for', async () => {
    const { exit, stdout, stderr } = await evaluate([FIXTURE, '--date', '2026-11-20']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const evaluation = JSON.parse(stdout);
    expect(evaluation).toMatchObject({
      evaluationDate: '2026-11-20',
      applies: true,
      strict: false,
      classification: { category: 'NET G2', pattern: 'I' },
    });
    const later = JSON.parse((await evaluate([FIXTURE, '--date', '2031-11-20'])).stdout);
    expect(later.facts).not.toEqual(evaluation.facts);
  });

  it('reads standard input, and evaluates for today without a date', async () => {
    const { exit, stdout } = await evaluate(['-'], {}, readFileSync(FIXTURE, 'utf8'));
    expect(exit).toBe(0);
    expect(JSON.parse(stdout).evaluationDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('is strict by flag and by STRICT', async () => {
    const args = [FIXTURE, '--date', '2026-11-20'];
    const byFlag = JSON.parse((await evaluate([...args, '--strict'])).stdout);
    const byVariable = JSON.parse((await evaluate(args, { STRICT: 'true' })).stdout);
    expect(byFlag.strict).toBe(true);
    expect(byVariable).toEqual(byFlag);
    expect(byFlag.assumptions.length).toBeLessThan(
      JSON.parse((await evaluate(args)).stdout).assumptions.length,
    );
  });

  it('prints a report for a person', async () => {
    const { exit, stdout } = await evaluate([FIXTURE, '--date', '2026-11-20', '--pretty']);
    expect(exit).toBe(0);
    expect(stdout).toContain('Category: NET G2');
    expect(stdout).toMatch(/RECOMMENDED\s+Curative liver resection in one stage \[liver-resection\]/);
    expect(stdout).toMatch(/Ki-67: 6 %, 2025-02-18 \[Observation\//);
    for (const line of stdout.split('\n'))
      if (!/\w\/\w|\[/.test(line)) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('takes the thresholds of a site where they are its own to set', async () => {
    const midgut = fileURLToPath(
      new URL('../../fixtures/02-midgut-carcinoid-progressing/bundle.json', import.meta.url),
    );
    const prrt = async (env: Record<string, string>) => {
      const { stdout } = await evaluate([midgut, '--date', '2026-11-20'], env);
      const { options } = JSON.parse(stdout) as { options: { code: string; status: string }[] };
      return options.find((option) => option.code === 'prrt')?.status;
    };
    const own = file('thresholds.json', JSON.stringify({ 'egfr-prrt-min': 120, 'egfr-prrt-adequate': 130 }));
    expect(await prrt({})).toBe('recommended');
    expect(await prrt({ THRESHOLDS_FILE: own })).toBe('contraindicated');
    const cited = file('cited.json', JSON.stringify({ 'remnant-min': 70 }));
    const { exit, stderr } = await evaluate([FIXTURE], { THRESHOLDS_FILE: cited });
    expect(exit).toBe(78);
    expect(stderr).toContain('remnant-min');
  });

  it.each([
    ['no file named', [], 64, 'Name the file'],
    ['an unknown option', [FIXTURE, '--frob'], 64, '--frob'],
    ['two files', [FIXTURE, FIXTURE], 64, 'One file at a time'],
    ['an impossible day', [FIXTURE, '--date', '2026-02-30'], 64, 'calendar day'],
    ['half a day', [FIXTURE, '--date', '2026-02'], 64, 'calendar day'],
    ['a file that is not there', [join(folder, 'nothing.json')], 66, 'does not exist'],
    ['a folder', [folder], 66, 'is a folder'],
  ])('refuses %s', async (_what, args, status, said) => {
    const { exit, stdout, stderr } = await evaluate(args);
    expect(exit).toBe(status);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
  });

  it.each([
    ['text', 'Anna Lindqvist, Ki-67', 'not JSON'],
    ['a number', '7', 'not a FHIR Bundle'],
    ['null', 'null', 'not a FHIR Bundle'],
    ['a Patient', '{"resourceType":"Patient","id":"p"}', 'not a FHIR Bundle'],
    ['an empty Bundle', '{"resourceType":"Bundle","type":"collection"}', 'no Patient'],
    [
      'two patients',
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: ['a', 'b'].map((id) => ({ resource: { resourceType: 'Patient', id } })),
      }),
      'more than one Patient',
    ],
  ])('refuses %s with 65, and does not repeat the input', async (_what, input, said) => {
    const { exit, stdout, stderr } = await evaluate(['-'], {}, input);
    expect({ exit, stdout }).toEqual({ exit: 65, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('Lindqvist');
  });

  it.each([
    ['CODES_FILE', 'not json at all'],
    ['CODES_FILE', '{"no-such-set":[{"system":"s","code":"c"}]}'],
    ['THRESHOLDS_FILE', '{"no-such-threshold":1}'],
  ])('refuses an unusable %s with 78 and names it', async (variable, content) => {
    const { exit, stderr } = await evaluate([FIXTURE], { [variable]: file('site.json', content) });
    expect(exit).toBe(78);
    expect(stderr).toContain(variable);
  });

  it('explains itself', async () => {
    const { exit, stdout } = await evaluate(['--help']);
    expect(exit).toBe(0);
    expect(stdout).toContain('npm run evaluate -- FILE');
  });
});

import { describe, expect, it } from 'vitest';
import { Circuit, type CircuitResult } from '../../src/fhir/circuit.ts';

function scene(failures = 3) {
  const clock = { at: 0 };
  const circuit = new Circuit({ failures, cooldownMs: 100, now: () => clock.at });
  const run = async (result: CircuitResult): Promise<boolean> => {
    const admission = await circuit.enter({});
    clock.at += 1;
    admission?.end(result);
    return admission !== undefined;
  };
  return { clock, circuit, run };
}

describe('D08 the circuit of a server', () => {
  it('opens after the failures in a row, not one earlier', async () => {
    const { circuit, run } = scene();
    await run('failure');
    await run('failure');
    expect(circuit.state).toBe('closed');
    await run('failure');
    expect(circuit.state).toBe('open');
    expect(await run('success')).toBe(false);
  });

  it('a success in between starts the count again; neutral results do not count', async () => {
    const { circuit, run } = scene();
    for (const result of ['failure', 'failure', 'success', 'failure', 'neutral', 'failure'] as const)
      await run(result);
    expect(circuit.state).toBe('closed');
    await run('failure');
    expect(circuit.state).toBe('open');
  });

  it('failures of requests that were sent before a success do not count', async () => {
    const { circuit, clock } = scene(2);
    const hanging = await Promise.all([circuit.enter({}), circuit.enter({}), circuit.enter({})]);
    clock.at = 5;
    (await circuit.enter({}))?.end('success');
    clock.at = 50;
    for (const one of hanging) one?.end('failure');
    expect(circuit.state).toBe('closed');
  });

  it('a caller counts once, however many of its requests fail', async () => {
    const { circuit } = scene(2);
    const caller = {};
    for (let count = 0; count < 10; count += 1) (await circuit.enter(caller))?.end('failure');
    expect(circuit.state).toBe('closed');
    (await circuit.enter({}))?.end('failure');
    expect(circuit.state).toBe('open');
  });

  it('after the cool-down one request probes while the others wait for it', async () => {
    const { circuit, clock, run } = scene();
    for (let count = 0; count < 3; count += 1) await run('failure');
    clock.at += 99;
    expect(await circuit.enter({})).toBeUndefined();
    clock.at += 1;
    const probe = await circuit.enter({});
    const waiting = [circuit.enter({}), circuit.enter({})];
    probe?.end('success');
    expect((await Promise.all(waiting)).every((admission) => admission !== undefined)).toBe(true);
    expect(circuit.state).toBe('closed');
  });

  it('a failed probe opens it for another cool-down and turns the waiting away', async () => {
    const { circuit, clock, run } = scene();
    for (let count = 0; count < 3; count += 1) await run('failure');
    clock.at += 100;
    const probe = await circuit.enter({});
    const waiting = circuit.enter({});
    probe?.end('failure');
    expect(await waiting).toBeUndefined();
    expect(circuit.state).toBe('open');
    clock.at += 100;
    expect(circuit.state).toBe('half-open');
  });

  it('when the probe is cancelled, the next one in line becomes the probe', async () => {
    const { circuit, clock, run } = scene();
    for (let count = 0; count < 3; count += 1) await run('failure');
    clock.at += 100;
    const probe = await circuit.enter({});
    const second = circuit.enter({});
    const third = circuit.enter({});
    probe?.end('neutral');
    (await second)?.end('success');
    expect(await third).toBeDefined();
    expect(circuit.state).toBe('closed');
  });
});

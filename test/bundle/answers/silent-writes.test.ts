import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { answer, type Effect, hang, reset } from '../../simulator/index.ts';
import { newCustomer } from '../../support/an-isp.ts';
import { aroundIt } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** A BQN whose lists answer and whose writes do not: no success, and nothing of it is a refusal. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

const WRITES = { when: ({ method }: { method: string }) => method !== 'GET' };

const SILENCES: readonly (readonly [what: string, effect: Effect])[] = [
  ['a reset', reset()],
  ['a 500', answer({ status: 500 })],
  ['a 502 of a proxy', answer({ status: 502, body: '<html>', contentType: 'text/html' })],
  ['silence', hang()],
];

function metric(world: World, name: string): number {
  const text = readFileSync(world.path('metrics.prom'), 'utf8');
  const [, value] = new RegExp(`^sync_ixc_bqn_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text) ?? [];
  return Number(value);
}

function report(world: World) {
  return JSON.parse(readFileSync(world.path('report.json'), 'utf8'));
}

describe('when every write fails', () => {
  for (const [what, effect] of SILENCES) {
    for (const count of [1, 7]) {
      const tried = count === 7 && (what === 'a reset' || what === 'silence') ? test.concurrent : variant;
      tried(`${count} by ${what}: exit code 4, and no success`, async (context) => {
        const world = await aWorld(onEnd(context));
        await world.begin();
        await aroundIt(() => world.run());
        const success = metric(world, 'last_success_timestamp_seconds');
        for (let at = 0; at < count; at++) newCustomer(world.ixc.isp, { prefix: '' });
        const fault = world.bqn.faults.on(WRITES, effect);
        const run = await world.run(['--bqn-timeout', '1.5']);
        expect(run.code, told(run)).toBe(4);
        expect(run.output).toMatch(/took no write: of \d+ none was answered/);
        expect(run.output).not.toMatch(/\brefused\b/);
        expect(metric(world, 'last_success_timestamp_seconds')).toBe(success);
        expect([metric(world, 'bqn_up'), metric(world, 'last_exit_code')]).toEqual([0, 4]);
        expect(report(world)).toMatchObject({
          exitCode: 4,
          failuresInARow: 1,
          cause: expect.stringContaining('took no write'),
        });
        expect(report(world).bqns[0]).toMatchObject({ refused: [], error: { name: 'BqnSilent' } });
        expect(report(world).bqns[0].unanswered.length).toBeGreaterThan(0);
        world.bqn.faults.off(fault);
        expect((await aroundIt(() => world.run())).code).toBe(0);
        expect(world.disagreement()).toEqual([]);
      });
    }
  }
});

variant('a clear no to each is a refusal, and the run a success', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  newCustomer(world.ixc.isp);
  world.bqn.faults.on(WRITES, answer({ status: 400, body: '{"error":{"message":"no"}}' }));
  const run = await world.run();
  expect(run.code, told(run)).toBe(5);
  expect(run.output).toContain('refused');
  expect(metric(world, 'bqn_up')).toBe(1);
});

variant('one of several that was not answered is called that, and not refused', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.begin();
  const login = newCustomer(world.ixc.isp, { prefix: '' });
  newCustomer(world.ixc.isp, { prefix: '' });
  world.bqn.faults.on({ ...WRITES, key: String(login.ip) }, answer({ status: 500 }));
  const run = await world.run();
  expect(run.code, told(run)).toBe(5);
  expect(run.output).toContain(`not answered: ${login.ip} (subscribers, HTTP 500)`);
  expect(run.output).toContain('done, but some writes were not answered (exit code 5)');
  expect(run.output).not.toMatch(/\brefused\b/);
  expect(report(world).cause).toContain('not answered');
  expect(metric(world, 'bqn_up')).toBe(1);
});

import { expect, onTestFinished, test } from 'vitest';
import { type BqnSimulator, selfSigned, startBqn } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { anIspOf, BLOCK } from '../support/customers.ts';

/** What was let pass on one member of a cluster, and the member that was away. */

function blocked({ subscribers }: BqnSimulator): number {
  return [...subscribers.values()].filter(({ policyRate }) => policyRate === BLOCK).length;
}

test('a member that was away lets the same customers pass within a day, and no others', async () => {
  const isp = anIspOf(40);
  const { bqn, run } = await aBox(isp);
  const other = await startBqn({ certificate: await selfSigned({ edition: 'second' }) });
  onTestFinished(() => other.close());
  const both = { env: { BQN_OAM_IP: `${bqn.host} ${other.host}` } };
  const block = (from: number, to: number) => {
    for (const contract of isp.contracts) {
      const number = Number(contract.id) - 500;
      if (number >= from && number <= to) contract.status = 'CA';
    }
  };
  expect((await run([], both)).code).toBe(0);
  block(1, 12);
  expect((await run([], both)).code).toBe(6);
  const approved = await run(['--approve', 'blocks=12']);
  expect(approved.code, approved.output).toBe(0);
  expect([blocked(bqn), blocked(other)]).toEqual([12, 0]);
  const back = await run([], both);
  expect(back.code, back.output).toBe(0);
  expect([blocked(bqn), blocked(other)]).toEqual([12, 12]);
  block(13, 24);
  const held = await run([], both);
  expect(held.code, held.output).toBe(6);
  expect([blocked(bqn), blocked(other)]).toEqual([12, 12]);
});

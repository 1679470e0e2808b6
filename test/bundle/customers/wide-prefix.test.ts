import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { newCustomer } from '../../support/an-isp.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** A prefix of the whole provider typed into one customer: nobody else may come under that customer's limit, or block. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

const PROVIDER = '2001:db8::/32';

function wideRanges({ bqn }: World): string[] {
  const ranges = [...bqn.groups.values()].flatMap((group) => group['subscriberRanges'] as string[]);
  return [...ranges, ...bqn.subscribers.keys()].filter((range) => /::?\/([0-9]|[12][0-9]|3[0-9])$/.test(range));
}

for (const prefix of [PROVIDER, '2001:db8::/39', '2001:db8:0:10::/32']) {
  for (const status of ['CA', 'A']) {
    const tried = prefix === PROVIDER && status === 'CA' ? test.concurrent : variant;
    tried(
      `${prefix} of a customer whose contract is ${status} gets no group; the customer is told, and skipped`,
      async (context) => {
        const world = await aWorld(onEnd(context));
        const login = newCustomer(world.ixc.isp, { login: 'glutton', prefix });
        Object.assign(login.contract ?? {}, { status });
        const run = await world.run(['-v', '--worklist', world.path('work.csv')]);
        expect(run.code, told(run)).toBe(0);
        expect(wideRanges(world)).toEqual([]);
        expect(run.output).toMatch(/glutton.*unusable IPv6 prefix|unusable IPv6 prefix.*glutton/);
        expect(readFileSync(world.path('work.csv'), 'utf8')).toContain(prefix);
        const entry = world.bqn.subscribers.get(String(login.ip));
        expect(entry?.['policyRate']).toBeDefined();
      },
    );
  }
}

variant('a group that an earlier version gave the prefix of the provider lets go of it', async (context) => {
  const world = await aWorld(onEnd(context));
  const login = newCustomer(world.ixc.isp, { login: 'glutton', prefix: PROVIDER });
  world.bqn.seedGroup('DS-glutton', { subscriberMembers: [String(login.ip)], subscriberRanges: [PROVIDER] });
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(wideRanges(world)).toEqual([]);
});

variant('a /40, and what is longer, is a customer’s own', async (context) => {
  const world = await aWorld(onEnd(context));
  newCustomer(world.ixc.isp, { login: 'company', prefix: '2001:db8:ff00::/40' });
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(world.bqn.groups.get('DS-company')?.['subscriberRanges']).toEqual(['2001:db8:ff00::/40']);
});

variant('as entries, prefixes of the provider are refused as a length, too', async (context) => {
  const world = await aWorld(onEnd(context));
  const run = await world.run(['--ipv6-subscribers', '32']);
  expect(run.code, told(run)).toBe(2);
  expect(run.output).toContain('--ipv6-subscribers');
});

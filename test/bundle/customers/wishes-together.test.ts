import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Isp, Login } from '../../simulator/index.ts';
import { contractOf, fiveMinutes } from '../../support/an-isp.ts';
import { aroundIt, bundleIf, isFromSource, isThroughBundle } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, told, type World } from '../../support/world.ts';

/**
 * What ISPs ask for, in random combinations over a morning of runs: each ends well, what agrees is not written again, and
 * nobody who has service is blocked, nor is anybody served who should not be.
 */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

/** Stories have any of them in memory. */
const CASES = isThroughBundle() ? 7 : 4;

/** A wish: its flags, and what it makes of who is served. */
interface Wish {
  readonly args: readonly string[];
  /** Customers that it leaves alone. */
  readonly leaves?: (login: Login) => boolean;
  /** States of contracts that it gives service to, or leaves as they are, beside A and FA. */
  readonly spares?: readonly string[];
}

const OVERRIDDEN = ['cliente1', 'cliente2', 'cliente3', 'cliente4'] as const;

const WISHES: readonly Wish[] = [
  { args: ['--reduced'] },
  { args: ['--reduced', '--reduced-rate', '2M/1M'] },
  { args: ['--rate-factor', '1.1/1.2'] },
  { args: ['--burst'] },
  { args: ['--fixed-ip'] },
  { args: ['--offline-grace', '15m'] },
  { args: ['--status', 'A=open,FA=slow,CM=keep,*=block', '--slow-rate', '256k/128k'], spares: ['CM'] },
  { args: ['--skip-login', 'cliente6 cliente7'.replace(' ', ',')], leaves: ({ login }) => /^cliente[67]$/.test(login) },
  { args: ['--skip-plan', '5'], leaves: ({ plan }) => plan === '5' },
  { args: ['--only-subnet', '100.64.0.0/10'] },
  { args: ['--bare-unit', 'M'] },
  { args: ['--ip-conflict', 'newest'] },
  { args: ['--overrides', 'OVERRIDES'], leaves: ({ login }) => OVERRIDDEN.some((name) => name === login) },
  { args: ['--lang', 'pt'] },
  { args: ['--html', 'PAGE', '--worklist', 'LIST'] },
  { args: ['--prune', 'none'] },
  { args: ['--ipv6-subscribers', '64'] },
  { args: ['--join', 'contract'] },
  { args: ['--site-groups', 'pop'] },
  { args: ['--site-groups', 'nas'] },
];

const combinations = fc.sample(
  fc.subarray([...WISHES], { minLength: 2, maxLength: 8 }).filter((chosen) => {
    const flags = chosen.flatMap(({ args }) => args.filter((word) => word.startsWith('--')));
    return new Set(flags).size === flags.length;
  }),
  CASES,
);

/** Something for each wish to bite on. */
function makeInteresting({ logins, contracts, plans, transmitters, pops }: Isp): void {
  for (const id of ['1', '2']) transmitters.push({ id, name: `Setor ${id}`, pop: id });
  pops.push({ id: '1', name: 'Torre' });
  for (const [at, contract] of contracts.entries()) if (at % 8 === 1) contract.speedStatus = 'R';
  for (const [at, login] of logins.entries()) {
    const isFixed = login.online === 'N';
    if (isFixed) login.ip = `100.64.250.${at}`;
    const places = { id_transmissor: String(at % 4), id_concentrador: String(at % 3) };
    login.extra = { fixar_ip: isFixed ? 'S' : 'N', franquia_atingida: at % 9 === 2 ? 'S' : 'N', ...places };
  }
  const [first, second, third] = plans;
  if (first !== undefined) first.extra = { id_plano_atraso: second?.id ?? '', id_plano_franquia: third?.id ?? '' };
}

function endOfMonth(): string {
  return new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
}

function layOut(world: World): void {
  const wishes = ['open', 'slow', 'rate 300M/150M', 'skip'];
  const lines = OVERRIDDEN.map((login, at) => `${login},${wishes[at]},${endOfMonth()},noc,test`);
  writeFileSync(world.path('overrides.csv'), `login,what,until,by,why\n${lines.join('\n')}\n`, { mode: 0o600 });
}

function expectFates(world: World, chosen: readonly Wish[], round: string): void {
  const { isp } = world.ixc;
  const spared = chosen.flatMap(({ spares = [] }) => spares);
  const shared = new Set(
    isp.logins
      .filter(
        ({ online, ip }, at) =>
          online === 'S' && isp.logins.some((other, place) => place !== at && other.online === 'S' && other.ip === ip),
      )
      .map(({ ip }) => ip),
  );
  for (const login of isp.logins) {
    if (login.online !== 'S' || shared.has(login.ip) || chosen.some(({ leaves }) => leaves?.(login))) continue;
    const { status } = contractOf(isp, login);
    if (spared.includes(status)) continue;
    const isBlocked = world.bqn.subscribers.get(login.ip ?? '')?.['policyRate'] === 'Billing-Block';
    expect(isBlocked, `${round}: ${login.login} ${login.ip}, contract ${status}`).toBe(!['A', 'FA'].includes(status));
  }
}

for (const [at, chosen] of combinations.entries()) {
  // The first through the shipped file.
  const tried = at === 0 ? test.concurrent : variant;
  tried(chosen.flatMap(({ args }) => args).join(' '), async () => {
    const ends: (() => unknown)[] = [];
    const world = await aWorld((act) => void ends.push(act), { seeded: false });
    try {
      makeInteresting(world.ixc.isp);
      layOut(world);
      const files: Readonly<Record<string, string>> = {
        OVERRIDES: world.path('overrides.csv'),
        PAGE: world.path('page.html'),
        LIST: world.path('list.csv'),
      };
      const flags = chosen.flatMap(({ args }) => args);
      const slow = flags.includes('--overrides') && !flags.includes('--slow-rate') ? ['--slow-rate', '512k'] : [];
      // From the source it speaks as the tests do.
      const played = isFromSource() ? chosen.filter(({ args }) => args[0] !== '--lang') : chosen;
      const words = [...played.flatMap(({ args }) => args.map((word) => files[word] ?? word)), ...slow];
      for (const round of [0, 1, 2]) {
        if (round > 0) fiveMinutes(world.ixc.isp, round);
        const run = await bundleIf(round === 0, () => world.run([...words, '--force']));
        expect(run.code, told(run)).toBe(0);
        expectFates(world, chosen, `round ${round}`);
        // Who was written now is put into the groups of their site by the next run.
        if (flags.includes('--site-groups')) expect((await aroundIt(() => world.run(words))).code).toBe(0);
        world.bqn.forgetWrites();
        const again = await bundleIf(round === 0, () => world.run(words));
        expect(again.code, told(again)).toBe(0);
        expect(
          world.bqn.writes.map(({ method, key, body }) => ({ method, key, body })),
          told(again),
        ).toEqual([]);
        world.expectGoodManners(again);
      }
    } finally {
      for (const end of ends.reverse()) await end();
    }
  });
}

import { expect } from 'vitest';
import { BQN_QUIRKS } from '../../simulator/bqn-quirks.ts';
import type { BqnSimulator, IxcSimulator } from '../../simulator/index.ts';
import { IXC_QUIRKS } from '../../simulator/ixc-quirks.ts';
import { newCustomer } from '../../support/an-isp.ts';
import type { World } from '../../support/world.ts';
import type { Fault } from '../fault.ts';

/** Every fact marked (open) in src/ixc/README.md and src/bqn/README.md, set each way from the first run on. */

type IxcSetting = Partial<IxcSimulator['quirks']>;
type BqnSetting = Partial<BqnSimulator['quirks']>;

const SAME = 'does the same work';

/** Whatever it is set to, a run does the same. */
function unknown(fault: string, set: Pick<Fault, 'world' | 'always' | 'long'>): Fault {
  return { system: 'Unknown', fault, does: SAME, exit: 0, check: agrees, ...set };
}

function bqn(fault: string, quirks: BqnSetting): Fault {
  return unknown(`BQN: ${fault}`, { world: { bqn: { quirks } }, long: isUsual(quirks, BQN_QUIRKS) });
}

/** As the simulators are unless told otherwise: every other test tries that. */
function isUsual<T extends object>(quirks: Partial<T>, usual: T): boolean {
  return Object.entries(usual).every(([name, value]) => !(name in quirks) || quirks[name as keyof T] === value);
}

function ixc(fault: string, quirks: IxcSetting, pageSize = 7): Fault {
  const always = ['--page-size', String(pageSize)];
  return unknown(`IXC: ${fault}`, { world: { ixc: { quirks } }, always, long: isUsual(quirks, IXC_QUIRKS) });
}

/** Met there by one run, in the fast tier, too. */
function inIxcFaults(fault: Fault): Fault {
  return { ...fault, long: true };
}

function agrees(world: World): void {
  expect(world.disagreement()).toEqual([]);
}

/** Deletes each subscriber as its PUT arrives, so that PUT meets something missing. */
function putOnMissing(answer: BqnSetting['putOnMissing'] & (number | string)): Fault {
  return {
    ...bqn(`PUT on something missing: ${answer}`, { putOnMissing: answer }),
    arrange({ bqn: box, wanted }) {
      for (const ip of wanted().subscribers.keys()) {
        delete box.subscribers.get(ip)?.['quota'];
        delete box.subscribers.get(ip)?.['subscriberGroups'];
      }
      box.faults.on({
        method: 'PUT',
        target: 'subscribers',
        when: ({ key }) => {
          box.subscribers.delete(key);
          return false;
        },
      });
    },
  };
}

function prefixSpelling(fault: string, text: string, range: string | undefined, long = true): Fault {
  return {
    long,
    system: 'Unknown',
    fault: `IXC: an IPv6 prefix spelled ${fault}`,
    does: range === undefined ? 'reports it and makes no group' : 'writes it canonical, once',
    exit: 0,
    arrange: ({ ixc: source }) => void newCustomer(source.isp, { login: 'prefixo', prefix: text }),
    check: ({ bqn: box }) =>
      expect(box.group('DS-prefixo')?.['subscriberRanges']).toEqual(range === undefined ? undefined : [range]),
  };
}

export const UNKNOWNS: readonly Fault[] = [
  putOnMissing(404),
  putOnMissing(405),
  putOnMissing('creates'),
  bqn('nested objects are merged by PUT', { nestedOnPut: 'merged' }),
  bqn('nested objects are replaced by PUT', { nestedOnPut: 'replaced' }),
  bqn('DELETE answers 200', { deleteStatus: 200 }),
  bqn('DELETE answers 204', { deleteStatus: 204 }),
  bqn('DELETE answers 404 though it was done', { deleteStatus: '404 though done' }),
  bqn('writes answer nothing', { bodies: 'empty' }),
  bqn('writes answer the resource', { bodies: 'resource' }),
  bqn('static policies are listed', { staticListed: true }),
  bqn('static policies are not listed', { staticListed: false }),
  bqn('a write onto a static policy is refused', { staticWrite: 400 }),
  bqn('a deleted address that is seen comes back', { seenComesBack: true }),
  bqn('a deleted address that is seen stays away', { seenComesBack: false }),
  bqn('lists come back sorted', { listOrder: 'sorted' }),
  bqn('lists come back in reverse', { listOrder: 'reversed' }),
  bqn('keys in lists have short names', { keyFields: 'short' }),
  bqn('rates and ids come back as another type', {
    spelling: (resource) => ({
      ...resource,
      ...(typeof resource.policyId === 'string' &&
        /^\d+$/.test(resource.policyId) && { policyId: Number(resource.policyId) }),
    }),
  }),
  ixc('keyset obeyed', { keyset: 'obeyed' }),
  ixc('keyset refused', { keyset: 'refused' }),
  ixc('keyset refused with status 500', { keyset: 'refused', queryErrorStatus: 500 }),
  ixc('grid_param refused', { keyset: 'grid_param refused' }),
  ixc('grid_param ignored', { keyset: 'grid_param ignored' }),
  ixc('the keyset filter ignored', { keyset: 'filter ignored' }),
  ixc('the order ignored', { keyset: 'sort ignored' }),
  {
    ...ixc('the order ignored, and another one each time', {
      keyset: 'sort ignored',
      order: 'reshuffled',
      noRows: 'empty',
    }),
    long: true,
  },
  {
    ...ixc('the order ignored, another one each time, nothing past the end', {
      keyset: 'sort ignored',
      order: 'reshuffled',
    }),
  },
  {
    ...ixc('ids sorted as text', { keyset: 'string-sorted ids' }),
  },
  ixc('no order in plain pages', { keyset: 'refused', order: 'shuffled' }),
  {
    ...ixc('another order on every plain page', { keyset: 'refused', order: 'reshuffled', noRows: 'empty' }),
    long: true,
  },
  {
    ...ixc('another order on every plain page, nothing past the end', { keyset: 'refused', order: 'reshuffled' }),
  },
  inIxcFaults(ixc('a cap on rows', { cap: 5 })),
  ixc('a cap on rows in plain pages, counted as asked', { keyset: 'refused', cap: 5, capOffset: 'asked' }),
  ixc('a cap on rows in plain pages, counted as capped', { keyset: 'refused', cap: 5, capOffset: 'capped' }),
  inIxcFaults(ixc('more rows than asked for', { surplus: 2 })),
  ixc('more rows than asked for, in plain pages', { keyset: 'refused', surplus: 2 }),
  ixc('`page` ignored', { keyset: 'refused', pageIgnored: true }),
  ixc('past the end: `registros` absent', { noRows: 'absent', keyset: 'refused' }, 1000),
  ixc('past the end: `registros` empty', { noRows: 'empty' }),
  inIxcFaults(ixc('`total` a number', { total: 'number' })),
  inIxcFaults(ixc('`registros` an object map', { registros: 'object' })),
  ixc('errors under `mensagem`', { errorField: 'mensagem', keyset: 'refused' }),
  ixc('errors under `valor`', { errorField: 'valor', keyset: 'refused' }),
  prefixSpelling('in upper case', '2001:DB8:AB::/60', '2001:db8:ab::/60', false),
  prefixSpelling('with blanks', '  2001:db8:ab::/60 ', '2001:db8:ab::/60'),
  prefixSpelling('with host bits set', '2001:db8:ab::1/60', '2001:db8:ab::/60'),
  prefixSpelling('with leading zeros', '2001:0db8:00ab:0000::/60', '2001:db8:ab::/60'),
  prefixSpelling('as a word', 'pool-v6', undefined, false),
  prefixSpelling('with an impossible length', '2001:db8:ab::/129', undefined),
];

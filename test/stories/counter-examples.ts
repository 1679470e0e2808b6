import type { CounterExample } from './counter-example.ts';
import { ALL_READ, NOTHING_ASKED } from './events.ts';

/**
 * Every story in which something was broken once, made as short as it can be. A failing run of the stories prints how the
 * next one stands here. What was found before they were kept is tried case by case in `bundle/customers` and `changes`.
 */
export const COUNTER_EXAMPLES: readonly CounterExample[] = [
  {
    what: 'two logins of one name shared a group, and one was left under the other’s plan (a group of c8 says Gold, not Bronze)',
    runs: [{ events: [{ kind: 'takes name', who: 3, other: 8 }] }, { trouble: { dualStack: false, prune: 'none' } }],
  },
  {
    what: 'a blocked login was let through by the group of another of its name (a group of c12 says Gold, not Billing-Block)',
    runs: [
      { trouble: { unread: { ...ALL_READ, contracts: [0] } } },
      {
        events: [
          { kind: 'takes name', who: 0, other: 12 },
          { kind: 'contract is reduced', who: 0, isReduced: true },
          { kind: 'changes plan', who: 6, plan: 1 },
        ],
        trouble: { asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate' }, drops: 1, ipv6: true },
      },
      {
        events: [
          { kind: 'contracts turn', from: 12, count: 2, status: 'CM' },
          { kind: 'gets prefix', who: 0, prefix: 13 },
        ],
      },
    ],
  },
  {
    what: 'an override names a plan that was not read: its customer fell back to the usual plan (c0 had Silver, and got Gold)',
    runs: [
      { events: [{ kind: 'operator says', who: 0, wish: 1 }] },
      { trouble: { unread: { ...ALL_READ, plans: [1] } } },
    ],
  },
  {
    what: 'the same with a slower plan (c0 had Bronze, and got Gold)',
    runs: [
      { events: [{ kind: 'operator says', who: 0, wish: 2 }] },
      { trouble: { unread: { ...ALL_READ, plans: [2] } } },
    ],
  },
  {
    what: 'a BQN showed the lists of yesterday once, before and after the writes, and what was ours was so no more (100.64.0.2 of c1 is left)',
    runs: [{}, { trouble: { shows: 'yesterday' } }, { events: [{ kind: 'connects', who: 1, at: 0 }] }],
  },
];

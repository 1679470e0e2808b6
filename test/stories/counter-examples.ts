import type { CounterExample } from './counter-example.ts';
import { ALL_READ, NOTHING_ASKED, SKIPPED_NETWORK } from './events.ts';

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
  {
    what: 'a BQN dropped a block, the contract was not read, and the login took the name of another: the group at the block was let go',
    runs: [
      {},
      {
        events: [{ kind: 'contracts turn', from: 12, count: 9, status: 'CM' }],
        trouble: { drops: 3, force: true },
      },
      {
        events: [{ kind: 'takes name', who: 12, other: 0 }],
        trouble: { unread: { ...ALL_READ, contracts: [12] } },
      },
    ],
  },
  {
    what: 'a group of nobody at the address went before what the books knew of a block that a BQN had dropped',
    runs: [
      {
        events: [{ kind: 'gets prefix', who: 1, prefix: 10 }],
        trouble: { unread: { ...ALL_READ, logins: [11] } },
      },
      { events: [{ kind: 'goes offline', who: 0 }], trouble: { drops: 3, ipv6: true } },
      {
        events: [
          { kind: 'old script left group', who: 14, at: 11, isBlock: false },
          { kind: 'plan gets speed', plan: 0, speed: '50M' },
        ],
        trouble: { unread: { ...ALL_READ, contracts: [13, 11, 7, 1, 8] } },
      },
    ],
  },
  {
    what: 'the entry of a prefix under the name of before was taken for another’s (nobody online is under the plan of another)',
    runs: [
      { trouble: { ipv6: true } },
      { events: [{ kind: 'plan is renamed', plan: 0, name: 'New' }], trouble: { approved: 2 } },
      {
        events: [{ kind: 'takes name', who: 0, other: 8 }],
        trouble: { unread: { ...ALL_READ, logins: [12, 1, 2, 12, 7] } },
      },
    ],
  },
  {
    what: 'an entry that was refused to an heir counted as theirs: whoever was blocked before was blocked anew (no more harm than the limits)',
    runs: [
      {
        events: [{ kind: 'connects', who: 9, at: 12 }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', fixedIp: true, grace: 900 },
          drops: 4,
          ipv6: true,
        },
      },
      {
        events: [
          { kind: 'all reconnect', shift: 2 },
          { kind: 'plan is renamed', plan: 1, name: 'Bronze' },
        ],
        trouble: { refuses: 1 },
      },
      { events: [{ kind: 'shares contract', who: 13, other: 11 }] },
    ],
  },
  {
    what: 'a plan took the name of one that was not among the rows read, and all of that were at its speed',
    runs: [
      {},
      { events: [{ kind: 'plan is renamed', plan: 2, name: 'Gold' }], trouble: { shows: 'no subscribers' } },
      { events: [{ kind: 'BQN forgets', what: 'all' }] },
      { trouble: { unread: { ...ALL_READ, plans: [0] }, ipv6: true } },
    ],
  },
  {
    what: 'a deletion of a group that lets go came to nothing, and was not tried again for a day (c1 is in DS-c0)',
    runs: [
      {},
      { events: [{ kind: 'takes name', who: 0, other: 13 }] },
      {
        events: [
          { kind: 'all reconnect', shift: 3 },
          { kind: 'old script left group', who: 0, at: 4, isBlock: true },
        ],
        trouble: { drops: 1 },
      },
    ],
  },
  {
    what: 'the entry of another who had the name was taken for that of who has it now (nobody blocked is let through)',
    runs: [
      {
        events: [{ kind: 'takes name', who: 3, other: 11 }],
        trouble: { unread: { ...ALL_READ, logins: [3] } },
      },
      { events: [{ kind: 'goes offline', who: 11 }] },
    ],
  },
  {
    what: 'who is to be slow was left blocked by the entry of a prefix under the name of before (c9 is under the entry of c8)',
    runs: [
      {},
      { events: [{ kind: 'contract turns', who: 8, status: 'CM' }], trouble: { ipv6: true } },
      {
        events: [{ kind: 'takes name', who: 8, other: 9 }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan', fixedIp: true },
          unread: { ...ALL_READ, logins: [1, 13, 2, 13] },
        },
      },
    ],
  },
  {
    what: 'a stranger’s block at the address of one who has an entry of a prefix was neither told nor doubted',
    runs: [
      {},
      { events: [{ kind: 'connects', who: 12, at: 5 }] },
      { events: [{ kind: 'state file is lost' }], trouble: { ipv6: true } },
      { trouble: { unread: { ...ALL_READ, logins: [2, 8, 10, 6, 5] }, ipv6: true } },
    ],
  },
  {
    what: 'an entry came to nothing, and what became of its customer by that of their prefix was not told',
    runs: [
      {
        events: [
          { kind: 'operator says', who: 13, wish: 'promised' },
          { kind: 'goes offline', who: 8 },
        ],
      },
      {
        events: [
          { kind: 'connects', who: 2, at: 13 },
          { kind: 'BQN forgets', what: 'all' },
          { kind: 'contracts turn', from: 9, count: 6, status: '' },
        ],
        trouble: { drops: 2 },
      },
      { trouble: { ipv6: true } },
    ],
  },
  {
    what: 'an entry named a policy that is not there, and the group that limited its customer went (nobody loses their limit)',
    runs: [
      {
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', factor: 1.5, burst: true, fixedIp: true },
        },
      },
      {
        events: [
          { kind: 'plan is renamed', plan: 2, name: 'Gold' },
          { kind: 'connects', who: 6, at: 12 },
        ],
        trouble: { drops: 4, shows: 'no subscribers' },
      },
      { trouble: { unread: { ...ALL_READ, contracts: [1, 2, 13, 2] } } },
    ],
  },
  {
    what: 'an entry came to nothing, and that of the prefix was at another plan than the group (entries and groups say the same)',
    runs: [
      {},
      {
        events: [{ kind: 'plan is renamed', plan: 1, name: 'Bronze' }],
        trouble: { unread: { ...ALL_READ, plans: [2] } },
      },
      {
        events: [{ kind: 'BQN forgets', what: 'subscribers' }],
        trouble: { unread: { ...ALL_READ, logins: [0, 13] }, drops: 3 },
      },
      { trouble: { ipv6: true } },
    ],
  },
  {
    what: 'an entry that was made again after a deletion of ours was forgotten, because one list lagged, and was left (what is ours goes)',
    runs: [
      { trouble: { ipv6: true } },
      {},
      {},
      { trouble: { shows: 'yesterday', ipv6: true } },
      { events: [{ kind: 'gets prefix', who: 0, prefix: 0 }] },
    ],
  },
  {
    what: 'the group of a skipped customer lost their prefix to one who shows it, too (whoever is skipped holds their place)',
    runs: [
      {},
      {
        events: [
          { kind: 'connects', who: 7, at: 0 },
          { kind: 'operator says', who: 0, wish: 'skip' },
        ],
        trouble: { unread: { ...ALL_READ, logins: [0, 10] } },
      },
      { events: [{ kind: 'gets prefix', who: 3, prefix: 3 }] },
    ],
  },
  {
    what: 'an entry was taken without effect, and the group that limited its customer, still at the address of before, went (nobody loses their limit)',
    runs: [
      {
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', burst: true },
          unread: { ...ALL_READ, plans: [0] },
          drops: 4,
        },
      },
      { events: [{ kind: 'all reconnect', shift: 3 }], trouble: { drops: 2 } },
      { trouble: { dualStack: false } },
    ],
  },
  {
    what: 'the ledger was lost, and the entry of a prefix that a skipped customer has was emptied, though nobody knows its name (whoever is skipped keeps what they have)',
    runs: [
      { events: [{ kind: 'operator says', who: 13, wish: 'skip' }], trouble: { ipv6: true } },
      {
        events: [{ kind: 'gets prefix', who: 13, prefix: 3 }, { kind: 'state file is lost' }],
        trouble: { unread: { ...ALL_READ, logins: [11, 3, 0] }, ipv6: true },
      },
    ],
  },
  {
    what: 'the proof counted as slowed whose own entry of a prefix said what they had, since another name stood at their address (what is right is not withheld)',
    runs: [
      { events: [{ kind: 'shares contract', who: 6, other: 7 }] },
      { trouble: { ipv6: true } },
      {
        events: [
          { kind: 'takes name', who: 0, other: 6 },
          { kind: 'swap addresses', who: 0, other: 8 },
          { kind: 'contract turns', who: 7, status: 'CM' },
        ],
        trouble: { approved: 2 },
      },
      {
        events: [{ kind: 'state file is lost' }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', grace: 900 },
          ipv6: true,
        },
      },
    ],
  },
  {
    what: 'whoever shares an address with one who gets the same, and has a prefix of their own, kept the entry of before',
    runs: [{}, {}, { events: [{ kind: 'connects', who: 6, at: 0 }], trouble: { ipv6: true } }],
  },
  {
    what: 'a namesake’s block was laid on the prefix of one who pays and was not read, by the group that was made for them (nobody is under another’s block)',
    runs: [
      { events: [{ kind: 'gets prefix', who: 3, prefix: 10 }] },
      {
        events: [
          { kind: 'gets prefix', who: 6, prefix: 10 },
          { kind: 'takes name', who: 6, other: 2 },
        ],
      },
      {
        events: [{ kind: 'contract turns', who: 6, status: 'XX' }],
        trouble: { unread: { ...ALL_READ, logins: [2, 9, 1] } },
      },
    ],
  },
  {
    what: 'the proof counted those who have an entry of IPv6 alone as nobody, and withheld what the limits let pass (what is right is not withheld)',
    runs: [
      { trouble: { unread: { ...ALL_READ, contracts: [12, 6, 7, 10] }, ipv6: true } },
      {
        events: [
          { kind: 'connects', who: 2, at: 12 },
          { kind: 'contract turns', who: 2, status: 'CA' },
        ],
        trouble: { drops: 2 },
      },
      { events: [{ kind: 'all reconnect', shift: 1 }], trouble: { refuses: 1, ipv6: true } },
      {
        events: [
          { kind: 'contracts turn', from: 13, count: 2, status: 'CA' },
          { kind: 'contract turns', who: 8, status: '' },
        ],
      },
    ],
  },
  {
    what: 'a deletion of a group came to nothing, and waited on though its customers were blocked since (entries and groups say the same)',
    runs: [
      { events: [{ kind: 'shares contract', who: 1, other: 13 }] },
      {
        events: [
          { kind: 'goes offline', who: 6 },
          { kind: 'contracts turn', from: 8, count: 2, status: '' },
        ],
        trouble: { ipv6: true },
      },
      { events: [{ kind: 'contract turns', who: 13, status: '' }], trouble: { join: true } },
      {
        events: [
          { kind: 'connects', who: 13, at: 11 },
          { kind: 'swap addresses', who: 11, other: 6 },
        ],
        trouble: { drops: 4, ipv6: true },
      },
      {
        events: [{ kind: 'old script left group', who: 7, at: 4, isBlock: false }],
        trouble: {
          asked: { ...NOTHING_ASKED, reduced: 'by plan or rate', factor: 1.5 },
          drops: 4,
          shows: 'no subscribers',
          ipv6: true,
        },
      },
    ],
  },
  {
    what: 'an entry came to nothing, and what was to become of its customer by that of the prefix, which waited for it, was told all the same (what is told is what the writes make)',
    runs: [
      { trouble: { drops: 2, ipv6: true } },
      {
        events: [{ kind: 'plan is renamed', plan: 0, name: 'Bronze' }],
        trouble: { unread: { ...ALL_READ, contracts: [0] }, drops: 2, ipv6: true },
      },
      { trouble: { asked: { ...NOTHING_ASKED, factor: 1.5 } } },
      { trouble: { ipv6: true } },
    ],
  },
  {
    what: 'an entry that came to nothing waited a day while the group went that alone limited its customer',
    runs: [
      {
        trouble: {
          asked: { ...NOTHING_ASKED, factor: 1.5 },
          unread: { logins: [1], contracts: [], plans: [] },
        },
      },
      {
        events: [{ kind: 'shares contract', who: 1, other: 10 }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, factor: 1.5 },
          drops: 1,
          shows: 'yesterday',
          ipv6: true,
        },
      },
      { trouble: { drops: 1, join: true } },
      {},
    ],
  },
  {
    what: 'whoever was blocked while a list lagged is let through at a new address, since the books held what they had before',
    runs: [
      { trouble: { unread: { logins: [], contracts: [0], plans: [] }, drops: 1 } },
      { events: [{ kind: 'contract turns', who: 7, status: 'CM' }], trouble: { shows: 'yesterday' } },
      {
        events: [{ kind: 'all reconnect', shift: 1 }],
        trouble: { unread: { logins: [], contracts: [7, 0], plans: [] }, force: true, prune: 'none' },
      },
    ],
  },
  {
    what: 'a group that becomes a namesake’s had blocked them as another’s, and the proof took it for theirs from before',
    runs: [
      { events: [{ kind: 'takes name', who: 0, other: 11 }], trouble: { join: true } },
      {
        events: [{ kind: 'state file is lost' }, { kind: 'gets prefix', who: 11, prefix: 1 }],
        trouble: { unread: { logins: [0], contracts: [], plans: [] }, prune: 'none' },
      },
      { trouble: { force: true } },
      { trouble: { refuses: 1, join: true } },
    ],
  },
  {
    what: 'a debtor at an address whose entry takes no writes was at odds with their own group, for the proof',
    runs: [
      { trouble: { unread: { logins: [], contracts: [7], plans: [] }, drops: 2, force: true, ipv6: true } },
      {
        events: [
          { kind: 'all reconnect', shift: 4 },
          { kind: 'swap addresses', who: 4, other: 11 },
          { kind: 'gets prefix', who: 11, prefix: 16 },
        ],
        trouble: { unread: { logins: [], contracts: [0], plans: [] }, drops: 4, dualStack: false },
      },
      { events: [{ kind: 'swap addresses', who: 5, other: 3 }], trouble: { drops: 2, dualStack: false, ipv6: true } },
      {},
      { trouble: { unread: { logins: [], contracts: [0], plans: [] } } },
    ],
  },
  {
    what: 'an entry that changed hands while a list lagged stayed for ever, since the books had it in the wrong hands before the write',
    runs: [
      {},
      { events: [{ kind: 'swap addresses', who: 1, other: 0 }] },
      { trouble: { shows: 'yesterday' } },
      { events: [{ kind: 'connects', who: 0, at: 0 }] },
    ],
  },
  {
    what: 'whom a write let through that no list showed were remembered as blocked, and not counted when they were blocked again',
    runs: [
      { events: [{ kind: 'contracts turn', from: 0, count: 9, status: 'CM' }], trouble: { force: true } },
      {
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true },
          shows: 'yesterday',
        },
      },
      {},
    ],
  },
  {
    what: 'whoever kept the plan of their address, as their contract was not read, was to have lost the speed that their prefix had, for the proof',
    runs: [
      { trouble: { unread: { logins: [0], contracts: [], plans: [] } } },
      {
        events: [{ kind: 'connects', who: 3, at: 8 }],
        trouble: { asked: { ...NOTHING_ASKED, factor: 1.5 } },
      },
      {
        events: [{ kind: 'operator says', who: 8, wish: 'promised' }],
        trouble: { unread: { logins: [0], contracts: [], plans: [] } },
      },
      {
        events: [{ kind: 'plan gets speed', plan: 2, speed: '' }],
        trouble: { unread: { logins: [], contracts: [], plans: [0] } },
      },
      { trouble: { drops: 2, ipv6: true } },
      {
        events: [
          { kind: 'contracts turn', from: 0, count: 9, status: 'gone' },
          { kind: 'connects', who: 8, at: 3 },
        ],
        trouble: { unread: { logins: [], contracts: [0], plans: [] }, drops: 1, force: true, ipv6: true },
      },
      { trouble: { unread: { logins: [], contracts: [], plans: [0] }, drops: 1 } },
      { trouble: { unread: { logins: [], contracts: [0], plans: [] }, force: true } },
    ],
  },
  {
    what: 'a speed that was written and not shown was not in the books: whoever moved with an unread contract had the one before at their address, and the new one at their prefix',
    runs: [
      { trouble: { unread: { logins: [4, 3, 3, 13, 5], contracts: [], plans: [] }, drops: 4 } },
      {
        events: [{ kind: 'plan is renamed', plan: 0, name: 'Bronze' }],
        trouble: { unread: { logins: [], contracts: [], plans: [2] }, drops: 4, shows: 'yesterday', ipv6: true },
      },
      {
        events: [{ kind: 'all reconnect', shift: 1 }],
        trouble: { unread: { logins: [], contracts: [3, 0], plans: [] }, ipv6: true },
      },
    ],
  },
  {
    what: 'the entry of a prefix under a name that nobody has, which no ledger knows, is theirs whose prefix it is, where it says what they get',
    runs: [
      { trouble: { ipv6: true } },
      { events: [{ kind: 'gets prefix', who: 0, prefix: 15 }], trouble: { approved: 2 } },
      { events: [{ kind: 'goes offline', who: 12 }, { kind: 'state file is lost' }] },
    ],
  },
  {
    what: 'whoever had their prefix alone left of their places, their address being in doubt, was counted nowhere: of nine customers three were blocked, of ten they are held',
    runs: [
      { events: [{ kind: 'all reconnect', shift: 1 }], trouble: { ipv6: true } },
      {
        events: [
          { kind: 'connects', who: 4, at: 2 },
          { kind: 'connects', who: 5, at: 4 },
        ],
        trouble: { unread: { logins: [0], contracts: [], plans: [] }, refuses: 1, dualStack: false, ipv6: true },
      },
      {
        events: [{ kind: 'connects', who: 7, at: 9 }],
        trouble: { drops: 3, dualStack: false, ipv6: true, join: true },
      },
      { events: [{ kind: 'shares contract', who: 0, other: 10 }], trouble: { refuses: 1, ipv6: true } },
      {
        events: [{ kind: 'contracts turn', from: 0, count: 3, status: '' }],
        trouble: { unread: { logins: [0], contracts: [], plans: [] }, approved: 2 },
      },
      {
        events: [{ kind: 'all reconnect', shift: 4 }],
        trouble: { unread: { logins: [], contracts: [], plans: [0] }, dualStack: false, ipv6: true, prune: 'none' },
      },
      {},
      { trouble: { approved: 2 } },
      {},
    ],
  },
  {
    what: 'what somebody had at their prefix, their address being in doubt, was not in the books: kept from a block they had the speed before it at their next address',
    runs: [
      { trouble: { refuses: 1, dualStack: false, force: true } },
      {
        events: [{ kind: 'connects', who: 7, at: 0 }],
        trouble: { unread: { logins: [], contracts: [], plans: [0] }, drops: 1 },
      },
      {
        events: [
          { kind: 'goes offline', who: 5 },
          { kind: 'goes offline', who: 1 },
          { kind: 'contract turns', who: 0, status: 'CM' },
        ],
        trouble: { unread: { logins: [], contracts: [0], plans: [] } },
      },
      {
        events: [{ kind: 'contract turns', who: 6, status: 'XX' }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true },
          dualStack: false,
          ipv6: true,
        },
      },
      { trouble: { ipv6: true } },
      { events: [{ kind: 'connects', who: 0, at: 1 }], trouble: { ipv6: true } },
      { trouble: { force: true } },
      { trouble: { unread: { logins: [], contracts: [], plans: [0] } } },
      { trouble: { drops: 1, dualStack: false } },
    ],
  },
  {
    what: 'whoever was kept from a block, and moved with what they had, was at odds with an old entry of their prefix, for the proof',
    runs: [
      { trouble: { ipv6: true } },
      {
        events: [{ kind: 'plan is renamed', plan: 1, name: 'Bronze' }],
        trouble: { unread: { logins: [], contracts: [], plans: [0] }, approved: 2 },
      },
      { trouble: { unread: { logins: [], contracts: [], plans: [0] }, refuses: 1 } },
      {
        events: [
          { kind: 'swap addresses', who: 0, other: 10 },
          { kind: 'contracts turn', from: 5, count: 6, status: 'CA' },
          { kind: 'old script left group', who: 10, at: 1, isBlock: false },
        ],
        trouble: { ipv6: true },
      },
    ],
  },
  {
    what: 'the entry of whoever went offline was put off with others, and stood at a prefix that is another’s alone by then',
    runs: [
      { events: [{ kind: 'connects', who: 4, at: 15 }], trouble: { ipv6: true } },
      {
        events: [
          { kind: 'gets prefix', who: 3, prefix: 7 },
          { kind: 'goes offline', who: 2 },
        ],
        trouble: { ipv6: true, prune: 'all' },
      },
      {
        events: [
          { kind: 'connects', who: 5, at: 0 },
          { kind: 'goes offline', who: 4 },
        ],
      },
    ],
  },
  {
    what: 'whose entry came to nothing had a group alone, and another who took their name took the group; the proof kept it (update group, login 9 (Bronze -> -))',
    runs: [
      {},
      {
        events: [
          { kind: 'takes name', who: 2, other: 8 },
          { kind: 'BQN forgets', what: 'subscribers' },
        ],
        trouble: { unread: { logins: [13, 0, 2], contracts: [], plans: [] }, drops: 4 },
      },
    ],
  },
  {
    what: 'a block of another hand on one who is left alone was to go where another in service showed their address, too; the proof kept it (update subscriber, login 14 (Billing-Block -> -))',
    runs: [
      { events: [{ kind: 'shares contract', who: 6, other: 13 }] },
      { events: [{ kind: 'contract turns', who: 13, status: 'CA' }] },
      { events: [{ kind: 'operator says', who: 13, wish: 'skip' }] },
      { events: [{ kind: 'state file is lost' }, { kind: 'contracts turn', from: 5, count: 2, status: 'A' }] },
      { events: [{ kind: 'connects', who: 10, at: 13 }] },
    ],
  },
  {
    what: 'a block that one has by their contract who is left alone was to go from their prefix, since another in service showed it, too; the proof kept it (update subscriber, login 12 (Billing-Block -> -))',
    runs: [
      { events: [{ kind: 'gets prefix', who: 11, prefix: 8 }] },
      { trouble: { ipv6: true } },
      { events: [{ kind: 'operator says', who: 11, wish: 'skip' }] },
      { events: [{ kind: 'gets prefix', who: 3, prefix: 8 }], trouble: { ipv6: true } },
    ],
  },
  {
    what: 'the group of a blocked namesake, which has their id behind the name, was nobody’s once the books were lost: it let them through untold (delete group, login 13 (- -> Gold))',
    runs: [
      { events: [{ kind: 'contract turns', who: 12, status: 'CA' }] },
      { trouble: { force: true } },
      { events: [{ kind: 'takes name', who: 0, other: 12 }] },
      {
        events: [{ kind: 'contracts turn', from: 11, count: 2, status: 'FA' }, { kind: 'state file is lost' }],
        trouble: { shows: 'yesterday' },
      },
    ],
  },
  {
    what: 'whoever came to a place where a block stood was counted as blocked in place of whose it was: the proof held one who is let through back, and their group stayed at the block where another was by then (c0 gets an address that DS-c2 blocks)',
    runs: [
      { events: [{ kind: 'contracts turn', from: 1, count: 6, status: 'CM' }], trouble: { force: true } },
      { events: [{ kind: 'connects', who: 5, at: 13 }] },
      {
        events: [
          { kind: 'contract turns', who: 2, status: 'gone' },
          { kind: 'all reconnect', shift: 2 },
        ],
      },
    ],
  },
  {
    what: 'whoever a group of their former name blocked was to be let through by a contract that was presumed, and not asked for; the proof kept it (update subscriber, login 7 (Billing-Block -> Gold))',
    runs: [
      { events: [{ kind: 'connects', who: 13, at: 7 }] },
      { events: [{ kind: 'connects', who: 6, at: 13 }] },
      {
        events: [
          { kind: 'takes name', who: 6, other: 3 },
          { kind: 'old script left group', who: 6, at: 13, isBlock: true },
        ],
      },
    ],
  },
  {
    what: 'the group of one who is left alone was to say their plan in place of a block, at an address that another showed, too; the proof kept it (update group, login 13 (Billing-Block -> Silver))',
    runs: [
      {
        events: [
          { kind: 'all reconnect', shift: 3 },
          { kind: 'contract turns', who: 10, status: '' },
        ],
      },
      { trouble: { force: true } },
      { events: [{ kind: 'operator says', who: 10, wish: 'skip' }] },
      { events: [{ kind: 'connects', who: 12, at: 13 }] },
      { events: [{ kind: 'contracts turn', from: 3, count: 9, status: 'A' }] },
    ],
  },
  {
    what: 'a list of yesterday made the books say blocked of whoever had been let through; at their next address they were, though all of their entries said otherwise (create subscriber, login 3 (Bronze -> Billing-Block))',
    runs: [
      { events: [{ kind: 'contracts turn', from: 2, count: 2, status: '' }] },
      { trouble: { force: true } },
      { trouble: { ipv6: true } },
      {
        events: [{ kind: 'contracts turn', from: 1, count: 6, status: 'gone' }],
        trouble: { dualStack: false, force: true, ipv6: true },
      },
      { trouble: { shows: 'yesterday', ipv6: true } },
      { events: [{ kind: 'connects', who: 2, at: 4 }], trouble: { ipv6: true } },
    ],
  },
  {
    what: 'of whoever was let through the BQN dropped the write of the group; the rest was held back, and their entry put under a block again (c0 had Gold, and its contract was not read: Billing-Block)',
    runs: [
      { events: [{ kind: 'contract turns', who: 0, status: 'CA' }] },
      { trouble: { force: true } },
      {
        events: [{ kind: 'BQN forgets', what: 'subscribers' }, { kind: 'state file is lost' }],
        trouble: { approved: 2 },
      },
      {
        events: [{ kind: 'contracts turn', from: 0, count: 2, status: 'gone' }],
        trouble: { unread: { logins: [], contracts: [], plans: [1] }, drops: 2, force: true },
      },
      { trouble: { unread: { logins: [], contracts: [], plans: [0] } } },
    ],
  },
  {
    what: 'whose group was slow already, and whose entry was still at the block, is slow at their next address, where the group alone is left: which of the two won nobody knows, the oracle neither (c12 was blocked, and is not, though nobody says so)',
    runs: [
      { events: [{ kind: 'contract turns', who: 12, status: 'CM' }], trouble: { force: true } },
      {
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, factor: 1.5, burst: true, fixedIp: true, grace: 900 },
          refuses: 3,
        },
      },
      {
        events: [{ kind: 'all reconnect', shift: 4 }],
        trouble: { unread: { logins: [12], contracts: [], plans: [] } },
      },
      { trouble: { unread: { logins: [], contracts: [12, 9, 7, 0], plans: [] } } },
    ],
  },
  {
    what: 'an entry of a prefix that says what its customer gets, under a name that this reading shows of nobody, is as good as theirs once no ledger knows whose it was; the oracle had it another’s (c0 is under the entry of c8 at 2001:db8:0:900::/56 (Bronze))',
    runs: [
      { trouble: { ipv6: true } },
      {
        events: [{ kind: 'gets prefix', who: 0, prefix: 11 }],
        trouble: { unread: { logins: [5, 0, 11], contracts: [], plans: [] } },
      },
      { events: [{ kind: 'plan is renamed', plan: 0, name: 'Bronze' }], trouble: { ipv6: true } },
      {
        events: [{ kind: 'state file is lost' }, { kind: 'gets prefix', who: 8, prefix: 9 }],
        trouble: { unread: { logins: [8], contracts: [], plans: [] } },
      },
    ],
  },
  {
    what: 'customers counted at an address that is somebody else’s by now, and not at their prefix: nine to the gate, ten to the proof',
    runs: [
      { trouble: { shows: 'yesterday' } },
      {
        events: [
          { kind: 'takes name', who: 6, other: 4 },
          { kind: 'connects', who: 5, at: 0 },
        ],
        trouble: { approved: 2 },
      },
      {
        events: [
          { kind: 'connects', who: 0, at: 8 },
          { kind: 'connects', who: 7, at: 6 },
        ],
        trouble: { ipv6: true },
      },
      {
        events: [
          { kind: 'contracts turn', from: 0, count: 9, status: 'gone' },
          { kind: 'all reconnect', shift: 3 },
        ],
      },
      { trouble: { unread: { logins: [0], contracts: [], plans: [] }, shows: 'yesterday' } },
      {},
      { trouble: { force: true } },
    ],
  },
  {
    what: 'the group of a contract went as the name of its lead became a namesake’s, and with it that of the other login’s prefix: c10 has no group for 2001:db8:0:b00::/56',
    runs: [
      { events: [{ kind: 'takes name', who: 7, other: 0 }] },
      { events: [{ kind: 'shares contract', who: 10, other: 7 }], trouble: { refuses: 1 } },
      {},
      { trouble: { refuses: 1, prune: 'none' } },
      { trouble: { unread: { logins: [], contracts: [0], plans: [] }, join: true } },
    ],
  },
  {
    what: 'a prefix was at odds with its address since a refused write; the contract was not read as their plan’s name passed on (withheld)',
    runs: [
      { trouble: { force: true } },
      {
        events: [{ kind: 'changes plan', who: 0, plan: 2 }],
        trouble: { unread: { ...ALL_READ, contracts: [1] }, refuses: 2, ipv6: true },
      },
      {
        events: [{ kind: 'plan is renamed', plan: 1, name: 'Bronze' }],
        trouble: { unread: { ...ALL_READ, contracts: [0] }, ipv6: true, join: true },
      },
      {},
    ],
  },
  {
    what: 'the same where prefixes were not asked for in between',
    runs: [
      { trouble: { unread: { ...ALL_READ, logins: [2, 1, 0, 3] }, ipv6: true } },
      { events: [{ kind: 'changes plan', who: 8, plan: 1 }], trouble: { refuses: 1, prune: 'none' } },
      {
        events: [{ kind: 'plan is renamed', plan: 0, name: 'Silver' }],
        trouble: { unread: { ...ALL_READ, contracts: [8, 0] }, force: true, ipv6: true, join: true },
      },
    ],
  },
  {
    what: 'two plans shared a name, which passed to a third: of an unread contract the oracle wanted the other plan’s policy, of the same speed',
    runs: [
      {
        events: [{ kind: 'plan is renamed', plan: 2, name: 'Silver' }],
        trouble: { unread: { ...ALL_READ, plans: [0] } },
      },
      { events: [{ kind: 'plan gets speed', plan: 2, speed: '50M' }], trouble: { dualStack: false, prune: 'none' } },
      { events: [{ kind: 'BQN is saved' }], trouble: { unread: { ...ALL_READ, logins: [0] }, force: true } },
      { events: [{ kind: 'plan is renamed', plan: 0, name: 'Silver' }], trouble: { prune: 'none' } },
      { trouble: { refuses: 1 } },
      { trouble: { drops: 1 } },
      { events: [{ kind: 'BQN is restored' }], trouble: { unread: { ...ALL_READ, contracts: [8, 0] } } },
    ],
  },
  {
    what: 'a group that had been written in vain stayed behind when the entry of its customer was blocked once more',
    runs: [
      { events: [{ kind: 'gets prefix', who: 0, prefix: 0 }] },
      { trouble: { ipv6: true } },
      {
        events: [
          { kind: 'contract turns', who: 10, status: 'CA' },
          { kind: 'gets prefix', who: 3, prefix: 3 },
        ],
        trouble: { asked: { ...NOTHING_ASKED, skipped: 1 } },
      },
      {
        events: [{ kind: 'BQN is saved' }, { kind: 'contract turns', who: 7, status: '' }],
        trouble: { drops: 1, ipv6: true },
      },
      {
        events: [{ kind: 'swap addresses', who: 11, other: 0 }],
        trouble: { asked: { ...NOTHING_ASKED, slow: true }, drops: 2 },
      },
      { events: [{ kind: 'BQN is restored' }] },
    ],
  },
  {
    what: 'another hand’s policy at the address, and a speed held back at the prefix: the two were at odds',
    runs: [
      { trouble: { asked: { ...NOTHING_ASKED, factor: 1.5 }, ipv6: true } },
      {
        events: [
          { kind: 'another hand writes', who: 0, at: 6, policy: 'Operator' },
          { kind: 'plan gets speed', plan: 0, speed: '50M' },
          { kind: 'plan is renamed', plan: 0, name: 'Bronze' },
        ],
        trouble: { ipv6: true },
      },
    ],
  },
  {
    what: 'one who is left alone moved from their prefix, and their entry there stayed with a block: over whoever had it now',
    runs: [
      { events: [{ kind: 'gets prefix', who: 11, prefix: 9 }] },
      { events: [{ kind: 'contract turns', who: 6, status: 'XX' }] },
      { trouble: { ipv6: true } },
      { events: [{ kind: 'gets prefix', who: 6, prefix: 0 }], trouble: { asked: { ...NOTHING_ASKED, skipped: 0 } } },
    ],
  },
  {
    what: 'a policy that came to nothing: who was blocked and is owed service got none, and the oracle wanted a limit on the way',
    runs: [
      {},
      {
        events: [
          { kind: 'shares contract', who: 13, other: 5 },
          { kind: 'contract is reduced', who: 5, isReduced: true },
        ],
      },
      {
        events: [{ kind: 'contract turns', who: 13, status: 'A' }],
        trouble: { unread: { ...ALL_READ, contracts: [5] } },
      },
      {
        events: [{ kind: 'plan is renamed', plan: 1, name: 'Gold' }],
        trouble: { asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', burst: true }, drops: 1 },
      },
    ],
  },
  {
    what: 'who is blocked at a prefix alone, since their address is another’s by now, is one of those blocked: the proof counted them nowhere',
    runs: [
      { events: [{ kind: 'connects', who: 6, at: 0 }] },
      { events: [{ kind: 'shares contract', who: 1, other: 0 }] },
      {
        events: [
          { kind: 'contract turns', who: 0, status: '' },
          { kind: 'contracts turn', from: 7, count: 2, status: 'XX' },
        ],
        trouble: { force: true },
      },
      { events: [{ kind: 'contract turns', who: 7, status: 'A' }] },
      { trouble: { ipv6: true } },
      {
        events: [{ kind: 'contract turns', who: 0, status: 'gone' }],
        trouble: { asked: { ...NOTHING_ASKED, skipped: 0 }, unread: { ...ALL_READ, contracts: [0] } },
      },
      { events: [{ kind: 'connects', who: 0, at: 2 }] },
    ],
  },
  {
    what: 'the reduced plan was left alone, and unlimited by billing: who was put on it lost their limit',
    runs: [
      {
        events: [{ kind: 'plan gets speed', plan: 1, speed: '' }],
        trouble: { unread: { ...ALL_READ, contracts: [0] }, refuses: 1 },
      },
      {
        events: [{ kind: 'plan names reduced plan', plan: 2, arrears: 1 }],
        trouble: { unread: { ...ALL_READ, logins: [0] }, refuses: 1, join: true },
      },
      { trouble: { unread: { ...ALL_READ, contracts: [0] }, dualStack: false, force: true, prune: 'none' } },
      {
        events: [{ kind: 'contract is reduced', who: 8, isReduced: true }],
        trouble: { asked: { ...NOTHING_ASKED, reduced: 'by plan', skipped: 1 }, unread: { ...ALL_READ, logins: [0] } },
      },
      { trouble: { approved: 2 } },
    ],
  },
  {
    what: 'an entry under the name of before, of one whom this reading did not show: the proof took it for that of one who is left alone',
    runs: [
      { events: [{ kind: 'plan gets burst', plan: 0, burst: '200M' }] },
      { events: [{ kind: 'all reconnect', shift: 4 }] },
      { events: [{ kind: 'connects', who: 6, at: 12 }] },
      { events: [{ kind: 'all reconnect', shift: 4 }], trouble: { breaks: 8 } },
      { trouble: { asked: { ...NOTHING_ASKED, burst: true }, unread: { ...ALL_READ, logins: [0, 8] }, drops: 1 } },
      { trouble: { asked: { ...NOTHING_ASKED, skipped: 0 }, unread: { ...ALL_READ, logins: [12, 0] } } },
    ],
  },
  {
    what: 'blocks that were forced and came to nothing were let pass still in the next run: the oracle counted them anew',
    runs: [
      { events: [{ kind: 'contracts turn', from: 8, count: 9, status: 'CM' }] },
      { events: [{ kind: 'gets prefix', who: 0, prefix: 5 }] },
      { trouble: { asked: { ...NOTHING_ASKED, slow: true }, ipv6: true } },
      {
        events: [{ kind: 'swap addresses', who: 6, other: 0 }],
        trouble: { unread: { ...ALL_READ, logins: [12, 8] }, drops: 2, force: true, ipv6: true },
      },
      {},
    ],
  },
  {
    what: 'a block that broke off before the prefix: its end counted as a slowdown there, was held back, and left address and prefix at odds',
    runs: [
      {},
      { events: [{ kind: 'contracts turn', from: 4, count: 6, status: 'CM' }], trouble: { ipv6: true } },
      { trouble: { breaks: 1, force: true } },
      { trouble: { asked: { ...NOTHING_ASKED, slow: true, newest: false }, ipv6: true } },
    ],
  },
  {
    what: 'the entry of a prefix that two show who are left alone, under a name that nobody has any more: it let go of them',
    runs: [
      { trouble: { ipv6: true } },
      { events: [{ kind: 'state file is lost' }] },
      { events: [{ kind: 'takes name', who: 0, other: 1 }] },
      {
        events: [{ kind: 'gets prefix', who: 3, prefix: 3 }],
        trouble: {
          asked: { ...NOTHING_ASKED, skipped: 1, newest: false },
          unread: { ...ALL_READ, plans: [0] },
          ipv6: true,
        },
      },
    ],
  },
  {
    what: 'the books were lost, and an entry of one who had the name before stood blocked elsewhere: their block, though their own prefix said otherwise',
    runs: [
      {
        events: [{ kind: 'connects', who: 5, at: 11 }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan or rate', fixedIp: true, grace: 900, newest: false },
          refuses: 1,
        },
      },
      {
        events: [{ kind: 'contract turns', who: 10, status: 'CM' }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, factor: 1.5, fixedIp: true, skipped: 0, newest: false },
          refuses: 1,
        },
      },
      {
        events: [
          { kind: 'connects', who: 10, at: 1 },
          { kind: 'changes plan', who: 3, plan: 1 },
        ],
        trouble: { asked: { ...NOTHING_ASKED, slow: true, burst: true, skipped: 1, newest: false } },
      },
      {
        events: [
          { kind: 'takes name', who: 6, other: 5 },
          { kind: 'changes plan', who: 6, plan: 1 },
        ],
        trouble: {
          asked: { ...NOTHING_ASKED, reduced: 'by plan', factor: 1.5, grace: 900, skipped: 1, newest: false },
          unread: { ...ALL_READ, logins: [4, 0] },
          ipv6: true,
        },
      },
      { events: [{ kind: 'connects', who: 12, at: 7 }], trouble: { refuses: 3, dualStack: false, ipv6: true } },
      {
        events: [{ kind: 'takes name', who: 5, other: 3 }, { kind: 'state file is lost' }],
        trouble: { unread: { ...ALL_READ, contracts: [12, 6, 1] }, ipv6: true },
      },
    ],
  },
  {
    what: 'a contract was not read, and the name of the plan passed to another: an override came instead of what they had',
    runs: [
      {},
      {
        events: [
          { kind: 'operator says', who: 7, wish: 'promised' },
          { kind: 'plan is renamed', plan: 0, name: 'Silver' },
        ],
        trouble: { unread: { ...ALL_READ, contracts: [7, 0] } },
      },
    ],
  },
  {
    what: 'two with one name, of whom one has a prefix alone: the proof counted them as one, and one who was let through as too many (withheld)',
    runs: [
      {
        events: [{ kind: 'contract turns', who: 0, status: '' }],
        trouble: { unread: { ...ALL_READ, logins: [0] }, breaks: 1, shows: 'yesterday', prune: 'none' },
      },
      { events: [{ kind: 'connects', who: 0, at: 2 }], trouble: { unread: { ...ALL_READ, plans: [0] }, join: true } },
      { events: [{ kind: 'contract turns', who: 2, status: 'CA' }], trouble: { approved: 2 } },
      { events: [{ kind: 'takes name', who: 0, other: 1 }] },
      {
        events: [{ kind: 'contract turns', who: 6, status: '' }],
        trouble: { unread: { ...ALL_READ, logins: [0] } },
      },
      { trouble: { unread: { ...ALL_READ, logins: [1] }, shows: 'yesterday', ipv6: true } },
      { events: [{ kind: 'contract turns', who: 5, status: 'gone' }], trouble: { drops: 1 } },
      { trouble: { dualStack: false, approved: 2 } },
      { trouble: { unread: { ...ALL_READ, contracts: [0] }, join: true } },
    ],
  },
  {
    what: 'the entry of one came to nothing, and they stayed under a plan whose speed fell at their prefix: the gate did not count them (withheld)',
    runs: [
      { events: [{ kind: 'plan is renamed', plan: 0, name: 'New' }], trouble: { approved: 2 } },
      { trouble: { breaks: 9 } },
      {
        events: [{ kind: 'plan is renamed', plan: 0, name: 'Gold' }],
        trouble: {
          asked: { ...NOTHING_ASKED, slow: true, reduced: 'by plan' },
          unread: { ...ALL_READ, contracts: [3, 7] },
          drops: 3,
          ipv6: true,
        },
      },
      { events: [{ kind: 'plan gets speed', plan: 0, speed: '40M' }] },
    ],
  },
  {
    what: 'two with one name, the books lost, and one came to the address of the other, who is left alone: whose group it is says the prefix (withheld)',
    runs: [
      { events: [{ kind: 'takes name', who: 12, other: 7 }] },
      {
        events: [{ kind: 'state file is lost' }, { kind: 'all reconnect', shift: 5 }],
        trouble: { asked: { ...NOTHING_ASKED, skipped: 0 } },
      },
    ],
  },
  {
    what: 'a new speed was held back at a prefix, and the contract was not read: what another hand wrote at the address became the plan of before',
    runs: [
      { trouble: { ipv6: true } },
      {
        events: [
          { kind: 'plan gets speed', plan: 0, speed: '40M' },
          { kind: 'another hand writes', who: 0, at: 12, policy: 'Operator' },
        ],
        trouble: { unread: { ...ALL_READ, contracts: [12, 0] }, ipv6: true },
      },
      {},
    ],
  },
  {
    what: 'of two with one name who are left alone one came to the other’s address: their group let go of them (withheld)',
    runs: [
      { events: [{ kind: 'takes name', who: 7, other: 10 }] },
      {
        events: [{ kind: 'all reconnect', shift: 3 }, { kind: 'state file is lost' }],
        trouble: { asked: { ...NOTHING_ASKED, skipped: 1 } },
      },
    ],
  },
  {
    what: 'who is left alone, and shows a prefix that another shows, was known by that alone, and their group held their address as a stranger’s (withheld)',
    runs: [
      { events: [{ kind: 'takes name', who: 8, other: 1 }] },
      { events: [{ kind: 'gets prefix', who: 8, prefix: 15 }] },
      { events: [{ kind: 'all reconnect', shift: 4 }] },
      { events: [{ kind: 'state file is lost' }], trouble: { removes: 'all' } },
      { trouble: { asked: { ...NOTHING_ASKED, skipped: SKIPPED_NETWORK, newest: true }, ipv6: true } },
    ],
  },
  {
    what: 'a killed run had blocked one whose name changed, and who moved: the proof did not find their block under the name of before (not as told)',
    runs: [
      { trouble: { refuses: 1, dies: 8 } },
      {
        events: [
          { kind: 'all reconnect', shift: 1 },
          { kind: 'takes name', who: 5, other: 0 },
        ],
      },
    ],
  },
  {
    what: 'with lost books one with their address in doubt was counted at their prefix by the proof, and nowhere by the gate (withheld)',
    runs: [
      { events: [{ kind: 'goes offline', who: 0 }] },
      { events: [{ kind: 'connects', who: 11, at: 8 }] },
      { events: [{ kind: 'state file is lost' }] },
      { trouble: { ipv6: true } },
      { events: [{ kind: 'contracts turn', from: 4, count: 2, status: 'gone' }] },
    ],
  },
  {
    what: 'the gate kept one at their prefix, and their group, which had let go of an address in doubt, got the new speed (at odds)',
    runs: [
      {},
      {
        events: [
          { kind: 'plan gets speed', plan: 0, speed: '' },
          { kind: 'plan is renamed', plan: 0, name: 'Silver' },
          { kind: 'connects', who: 11, at: 0 },
        ],
      },
      { events: [{ kind: 'BQN forgets', what: 'subscribers' }], trouble: { ipv6: true } },
      {
        events: [
          { kind: 'plan is renamed', plan: 0, name: 'New' },
          { kind: 'swap addresses', who: 0, other: 1 },
        ],
        trouble: { ipv6: true },
      },
    ],
  },
  {
    what: 'a list lagged, and what came of it was kept by the gate at the address; the block that stood at the prefix ended in the slow lane (at odds)',
    runs: [
      { trouble: { ipv6: true } },
      { events: [{ kind: 'contracts turn', from: 4, count: 6, status: 'CM' }], trouble: { approved: 2 } },
      { trouble: { unread: { ...ALL_READ, contracts: [6, 0] }, ipv6: true } },
      {
        events: [{ kind: 'swap addresses', who: 8, other: 0 }],
        trouble: { asked: { ...NOTHING_ASKED, slow: true }, shows: 'yesterday', ipv6: true },
      },
      { trouble: { asked: { ...NOTHING_ASKED, slow: true }, ipv6: true } },
    ],
  },
  {
    what: 'a restored BQN showed the plan of one at their prefix alone, whom the books know as blocked: the proof missed that they were told of (not as told)',
    runs: [
      {},
      { events: [{ kind: 'plan is renamed', plan: 0, name: 'New' }], trouble: { approved: 2 } },
      { trouble: { drops: 3, ipv6: true } },
      { events: [{ kind: 'BQN forgets', what: 'groups' }, { kind: 'BQN is saved' }] },
      {
        events: [
          { kind: 'all reconnect', shift: 1 },
          { kind: 'contract turns', who: 6, status: 'XX' },
        ],
      },
      { events: [{ kind: 'BQN is restored' }], trouble: { ipv6: true } },
    ],
  },
  {
    what: 'of two with one name the group of one whose address was in doubt held the other, who is served: they were in another plan’s group',
    runs: [
      { events: [{ kind: 'takes name', who: 0, other: 7 }] },
      { events: [{ kind: 'state file is lost' }], trouble: { approved: 2 } },
      { events: [{ kind: 'connects', who: 0, at: 5 }] },
      { trouble: { unread: { ...ALL_READ, logins: [0] } } },
    ],
  },
];

import type { Plan } from '../../src/billing/records.ts';
import type { HarmKind } from '../../src/changes/harm.ts';
import { type Customer, type Isp, MINUTE_S } from './isp.ts';

/** What goes wrong at an ISP, or in reading it, and what of it must not come to customers. */
export interface Accident {
  readonly what: string;
  /** Which harm is counted. */
  readonly harm: HarmKind;
  /** Whether nobody at all may meet it. */
  readonly isGross?: boolean;
  /** What must have been before the books say anything of it. */
  readonly isGrownUp?: boolean;
  /** How long it is watched. In hours. */
  readonly hours?: number;
  /** @param minute since it began; called every five minutes */
  readonly happens: (isp: Isp, minute: number, memory: Memory) => void;
}

/** What an accident remembers of itself from one minute to the next. */
export interface Memory {
  readonly hit: Customer[];
}

function block(isp: Isp, share: number, status = 'CA'): Customer[] {
  const hit = isp.take(Math.floor(isp.customers.length * share), isp.open);
  for (const customer of hit) customer.status = status;
  return hit;
}

/** Every so many minutes. */
function every(minutes: number, act: Accident['happens']): Accident['happens'] {
  return (isp, minute, memory) => {
    if (minute % minutes === 0) act(isp, minute, memory);
  };
}

/** At that minute, once. */
function at(when: number, act: Accident['happens']): Accident['happens'] {
  return (isp, minute, memory) => {
    if (minute === when) act(isp, minute, memory);
  };
}

function inTurn(...acts: readonly Accident['happens'][]): Accident['happens'] {
  return (isp, minute, memory) => {
    for (const act of acts) act(isp, minute, memory);
  };
}

/** The plan that about so many have: others are moved to it, or from it, before anything happens. */
function gather(isp: Isp, share: number): void {
  const most = Math.floor(isp.customers.length * share);
  isp.customers.forEach((customer, index) => {
    if (index < most) customer.plan = 5;
    else if (customer.plan === 5) customer.plan = 4;
  });
}

function setPlan(isp: Isp, id: number, fields: Partial<Plan>): void {
  isp.plans = isp.plans.map((plan) => (plan.id === id ? { ...plan, ...fields } : plan));
}

/** What a plan with a share of the customers becomes. */
function plan(share: number, fields: Partial<Plan>): Accident['happens'] {
  return inTurn(
    at(0, (isp) => gather(isp, share)),
    at(30, (isp) => setPlan(isp, 5, fields)),
  );
}

/** A part of the customers is away, something happens to their contracts or plans, and they come home. */
function comingHome(share: number, act: (customers: readonly Customer[], isp: Isp) => void): Accident['happens'] {
  return inTurn(
    at(0, (isp, _minute, { hit }) => {
      hit.push(...isp.take(Math.floor(isp.customers.length * share), isp.open));
    }),
    // They go one after the other, as customers do, and their entries with them.
    (isp, minute, { hit }) => {
      const count = Math.ceil(hit.length / 48);
      if (minute < 960)
        for (const customer of hit.slice((minute / 20) * count, (minute / 20 + 1) * count)) isp.leave(customer);
    },
    at(1440, (isp, _minute, { hit }) => act(hit, isp)),
    (isp, minute, { hit }) => {
      if (minute > 1440 && minute <= 1560)
        for (const customer of hit) if (!customer.isOnline && isp.random() < 0.3) isp.comeBack(customer);
    },
  );
}

const THOUSANDTH = { download: '300k', upload: '150k' };
const EMPTIED = { download: '', upload: '' };

export const ACCIDENTS: readonly Accident[] = [
  // Those of which it is known that they passed once.
  { what: 'everybody is blocked at once', harm: 'blocks', happens: at(0, (isp) => void block(isp, 1)) },
  {
    what: '19 % are blocked at once, and again after each hour',
    harm: 'blocks',
    happens: every(65, (isp) => void block(isp, 0.19)),
  },
  { what: '3 % are blocked every 12 minutes', harm: 'blocks', happens: every(15, (isp) => void block(isp, 0.037)) },
  {
    what: 'a plan of 15 % at a thousandth of its speed',
    harm: 'speeds',
    isGross: true,
    happens: plan(0.15, THOUSANDTH),
  },
  { what: 'a plan of 15 % loses its speed', harm: 'speeds', isGross: true, happens: plan(0.15, EMPTIED) },
  {
    what: '40 % come home to contracts that were blocked by mistake',
    harm: 'blocks',
    happens: comingHome(0.4, (hit) => {
      for (const customer of hit) customer.status = 'CA';
    }),
  },
  {
    what: 'accounting dies slowly: 2 % vanish every five minutes',
    harm: 'leaves',
    happens: (isp) => {
      for (const customer of isp.take(
        Math.ceil(isp.customers.length * 0.02),
        isp.customers.filter(({ isOnline }) => isOnline),
      ))
        if (isp.customers.filter(({ isOnline }) => isOnline).length > 3) isp.leave(customer);
    },
  },
  {
    what: 'beside a held mass block 1 % more are blocked every five minutes',
    harm: 'blocks',
    happens: inTurn(
      at(0, (isp) => void block(isp, 0.3)),
      (isp, minute) => void (minute > 0 && minute < 300 && block(isp, 0.01)),
    ),
  },
  {
    what: 'a mass block of 30 % is mended for half of them',
    harm: 'blocks',
    happens: inTurn(
      at(0, (isp, _minute, { hit }) => void hit.push(...block(isp, 0.3))),
      at(60, (_isp, _minute, { hit }) => {
        for (const customer of hit.slice(0, hit.length / 2)) customer.status = 'A';
      }),
    ),
  },
  // Others of their kinds.
  { what: '1 % are blocked every five minutes', harm: 'blocks', happens: (isp) => void block(isp, 0.01) },
  { what: '10 % are blocked every two hours', harm: 'blocks', happens: every(120, (isp) => void block(isp, 0.1)) },
  {
    what: 'everybody is blocked by a status that nobody knows',
    harm: 'blocks',
    happens: at(0, (isp) => void block(isp, 1, 'XX')),
  },
  {
    what: 'a mass block of 40 % whose customers reconnect at new addresses all the time',
    harm: 'blocks',
    happens: inTurn(
      at(0, (isp) => void block(isp, 0.4)),
      (isp) => {
        for (const customer of isp.some(0.05)) customer.ip = isp.freshAddress();
      },
    ),
  },
  {
    what: 'a mass block of 40 % while a power cut takes half of them away',
    harm: 'blocks',
    happens: inTurn(
      at(0, (isp, _minute, { hit }) => void hit.push(...block(isp, 0.4))),
      at(30, (isp, _minute, { hit }) => {
        for (const customer of hit.slice(0, hit.length / 2)) isp.leave(customer, isp.now + 120 * MINUTE_S);
      }),
      (isp) => {
        for (const customer of isp.customers)
          if (customer.back !== undefined && customer.back <= isp.now) isp.comeBack(customer);
      },
    ),
  },
  {
    what: 'a mass block is mended and comes again after a day',
    harm: 'blocks',
    happens: inTurn(
      at(0, (isp, _minute, { hit }) => void hit.push(...block(isp, 0.5))),
      at(120, (_isp, _minute, { hit }) => {
        for (const customer of hit) customer.status = 'A';
      }),
      at(1560, (_isp, _minute, { hit }) => {
        for (const customer of hit) customer.status = 'CA';
      }),
    ),
  },
  {
    what: 'a plan of 15 % loses one zero',
    harm: 'speeds',
    isGross: true,
    happens: plan(0.15, { download: '40M', upload: '20M' }),
  },
  {
    what: 'a plan of 3 % gets one zero more',
    harm: 'speeds',
    isGross: true,
    happens: plan(0.03, { download: '4000M', upload: '2000M' }),
  },
  {
    what: 'a plan of 15 % is renamed, and at a thousandth of its speed',
    harm: 'speeds',
    isGross: true,
    happens: plan(0.15, { name: 'Novo', ...THOUSANDTH }),
  },
  {
    what: 'a plan of 15 % erodes by 40 % every five minutes',
    harm: 'speeds',
    isGross: true,
    happens: inTurn(
      at(0, (isp) => gather(isp, 0.15)),
      (isp, minute) => {
        if (minute >= 30 && minute < 300)
          setPlan(isp, 5, { download: `${Math.round(400_000 * 0.6 ** (minute / 5 - 5))}k` });
      },
    ),
  },
  {
    what: 'all plans fall to a third',
    harm: 'speeds',
    happens: at(30, (isp) => {
      isp.plans = isp.plans.map((one) => ({
        ...one,
        download: `${Math.floor(Number.parseFloat(one.download ?? '') / 3)}M`,
      }));
    }),
  },
  {
    what: 'plan after plan falls to a third, one each half hour',
    harm: 'speeds',
    happens: every(30, (isp, minute) => {
      const one = isp.plans[minute / 30 - 1];
      if (one !== undefined)
        setPlan(isp, one.id, { download: `${Math.floor(Number.parseFloat(one.download ?? '') / 3)}M` });
    }),
  },
  {
    what: 'everybody is put on the slowest plan, 2 % every five minutes',
    harm: 'speeds',
    happens: (isp) => {
      for (const customer of isp.take(
        Math.ceil(isp.customers.length * 0.02),
        isp.customers.filter(({ plan: id }) => id > 3),
      ))
        customer.plan = 1;
    },
  },
  {
    what: '40 % come home to the slowest plan',
    harm: 'speeds',
    happens: comingHome(0.4, (hit) => {
      for (const customer of hit) customer.plan = 1;
    }),
  },
  {
    what: 'all logins lose their plan',
    harm: 'plans',
    happens: at(0, (isp) => {
      for (const customer of isp.customers) customer.plan = 0;
    }),
  },
  {
    what: 'logins lose their plan, 2 % every five minutes',
    harm: 'plans',
    happens: (isp) => {
      for (const customer of isp.take(
        Math.ceil(isp.customers.length * 0.02),
        isp.customers.filter(({ plan: id }) => id > 0),
      ))
        customer.plan = 0;
    },
  },
  {
    what: 'the contracts of the blocked are gone',
    harm: 'opens',
    happens: inTurn(
      at(0, (isp) => void block(isp, 0.15)),
      at(120, (isp) => {
        for (const { status, contract } of isp.customers) if (status === 'CA') isp.gone.add(contract);
      }),
    ),
  },
  {
    what: 'the contracts of the blocked vanish one after the other',
    harm: 'opens',
    happens: inTurn(
      at(0, (isp) => void block(isp, 0.15)),
      (isp, minute) => {
        const left = isp.customers.filter(({ status, contract }) => status === 'CA' && !isp.gone.has(contract));
        if (minute >= 120) for (const { contract } of isp.take(1, left)) isp.gone.add(contract);
      },
    ),
  },
  {
    what: 'accounting dies at once, and shows a tenth',
    harm: 'leaves',
    happens: at(0, (isp) => {
      for (const customer of isp.take(Math.floor(isp.customers.length * 0.9))) isp.leave(customer);
    }),
  },
  {
    what: 'accounting loses one access server of 28 % each two hours',
    harm: 'leaves',
    happens: every(120, (isp) => {
      const online = isp.customers.filter(({ isOnline }) => isOnline);
      if (online.length > 20)
        for (const customer of isp.take(Math.floor(isp.customers.length * 0.28), online.slice(20))) isp.leave(customer);
    }),
  },
  {
    what: 'ten times as many are blocked as ever: 12 %',
    harm: 'blocks',
    isGrownUp: true,
    isGross: true,
    happens: at(0, (isp) => void block(isp, 0.12)),
  },
  {
    what: 'ten times as many are slowed as ever: 12 %',
    harm: 'speeds',
    isGrownUp: true,
    isGross: true,
    happens: at(0, (isp) => {
      for (const customer of isp.take(
        Math.floor(isp.customers.length * 0.12),
        isp.customers.filter(({ plan: id }) => id > 4),
      ))
        customer.plan = 1;
    }),
  },
];

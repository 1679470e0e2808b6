import { type Customer, DAY_S, DUE_DAYS, HOUR_S, type Isp } from './isp.ts';

/** What an ISP's month is made of, every five minutes of it. */

/** Where the month begins: 2026-03-01 00:00 UTC, a Sunday. */
export const MONTH_BEGINS = Date.UTC(2026, 2, 1) / 1000;

/** Of those whose bill was due, how many are blocked for not paying it. */
const UNPAID = 0.12;
/** On a day on which bills are due, minutes since midnight. */
const BLOCKED_AT = 120;

export interface Moment {
  /** Day of the month, the first one 1. */
  readonly day: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

export function momentOf(now: number): Moment {
  const passed = now - MONTH_BEGINS;
  return { day: 1 + Math.floor(passed / DAY_S), minute: Math.floor((passed % DAY_S) / 60) };
}

/** Five ordinary minutes. */
export function live(isp: Isp): void {
  const { day, minute } = momentOf(isp.now);
  comeAndGo(isp, minute);
  churn(isp, minute);
  if (minute === BLOCKED_AT) blockUnpaid(isp, day);
  if (minute >= 480 && minute < 1200) pay(isp);
  const event = EVENTS.find((one) => one.day === day && one.minute === minute);
  event?.happens(isp);
}

/** Whether more happens within these minutes than sessions that come and go. */
export function isEventful(now: number): boolean {
  const { day, minute } = momentOf(now);
  const isSoon = (began: number, hours: number) => minute >= began && minute < began + hours * 60;
  const isDue = (DUE_DAYS as readonly number[]).includes(day) && isSoon(BLOCKED_AT, 2);
  return isDue || EVENTS.some((event) => event.day === day && isSoon(event.minute, event.hours));
}

/** Sessions end and begin; some switch off for the night. */
function comeAndGo(isp: Isp, minute: number): void {
  const hasLeft = isp.customers.filter(({ isOnline, back }) => !isOnline && back !== undefined && back <= isp.now);
  for (const customer of hasLeft) isp.comeBack(customer);
  for (const customer of isp.customers) {
    if (!customer.isOnline) continue;
    // Once in four days, for 5 to 60 minutes.
    if (isp.random() < 1 / (4 * 288)) isp.leave(customer, isp.now + 300 + isp.random() * 3300);
  }
  // Between 23:00 and 01:00 a twentieth switches off, and comes back in the morning.
  if (minute >= 1380 || minute < 60)
    for (const customer of isp.some(0.05 / 24))
      if (customer.isOnline) isp.leave(customer, isp.now + (6 + isp.random() * 3) * HOUR_S);
}

/** Of all, in a month: 2 % come, 1.5 % go, 3 % get more, 1 % less. */
function churn(isp: Isp, minute: number): void {
  if (minute < 480 || minute >= 1080) return;
  const perTick = (share: number) => share / (30 * 120);
  const count = isp.customers.length;
  if (isp.random() < perTick(0.02) * count) isp.join().status = 'A';
  if (isp.random() < perTick(0.015) * count) {
    for (const customer of isp.take(1, isp.open)) cancel(isp, customer);
  }
  if (isp.random() < perTick(0.03) * count)
    for (const customer of isp.take(1)) customer.plan = Math.min(isp.plans.length, customer.plan + 1);
  if (isp.random() < perTick(0.01) * count)
    for (const customer of isp.take(1)) customer.plan = Math.max(1, customer.plan - 2);
}

function cancel(isp: Isp, customer: Customer): void {
  customer.status = 'D';
  isp.leave(customer);
}

function blockUnpaid(isp: Isp, day: number): void {
  const due = isp.open.filter(({ dueDay }) => dueDay === day);
  for (const customer of isp.some(UNPAID, due)) customer.status = 'CA';
}

/** Within some days of office hours each. */
function pay(isp: Isp): void {
  for (const customer of isp.customers)
    if (customer.status === 'CA' && isp.random() < 1 / (3 * 144)) customer.status = 'A';
}

interface MonthEvent extends Moment {
  readonly what: string;
  /** How long it makes a difference. */
  readonly hours: number;
  readonly happens: (isp: Isp) => void;
}

function powerCut(isp: Isp, share: number, hours: number): void {
  for (const customer of isp.some(share)) {
    if (!customer.isOnline) continue;
    // The last come back half an hour after the first.
    isp.leave(customer, isp.now + hours * HOUR_S + isp.random() * 1800);
  }
}

export const EVENTS: readonly MonthEvent[] = [
  {
    day: 8,
    minute: 1020,
    what: 'a power cut takes 60 % off the net for four hours',
    hours: 6,
    happens: (isp) => powerCut(isp, 0.6, 4),
  },
  {
    day: 12,
    minute: 600,
    what: 'the price table is renamed',
    hours: 2,
    happens(isp) {
      isp.plans = isp.plans.map((plan) => ({ ...plan, name: plan.name.replace('Fibra_', 'Turbo_') }));
    },
  },
  {
    day: 18,
    minute: 660,
    what: 'a campaign doubles every speed',
    hours: 2,
    happens(isp) {
      const doubled = (text: string | null) => `${2 * Number.parseFloat(text ?? '0')}M`;
      isp.plans = isp.plans.map((plan) => ({
        ...plan,
        download: doubled(plan.download),
        upload: doubled(plan.upload),
      }));
    },
  },
  {
    day: 22,
    minute: 180,
    what: 'another power cut, at night, of 35 % for three hours',
    hours: 5,
    happens: (isp) => powerCut(isp, 0.35, 3),
  },
  {
    day: 26,
    minute: 200,
    what: 'an access server is replaced: everybody has a new address',
    hours: 2,
    happens(isp) {
      for (const customer of isp.customers) customer.ip = isp.freshAddress();
    },
  },
];

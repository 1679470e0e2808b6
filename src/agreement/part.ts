import type { Billing, Reading } from '../billing/reading.ts';
import type { Contract, Login } from '../billing/records.ts';
import type { BqnState, Reread } from '../bqn/resources.ts';
import type { Print } from '../listing/known-rows.ts';
import { entriesOf } from '../state/packed-map.ts';
import type { BqnRecord } from '../state/record.ts';
import type { Agreed } from './agreed.ts';
import { Touching, touches } from './touch.ts';

/** What was read, with what is known of it. */
export interface Sight {
  readonly billing: Billing;
  readonly bqn: BqnState & { readonly reread: Reread };
  readonly record: BqnRecord;
}

/** Fingerprints of what a run looks at. */
export interface Prints {
  readonly login: (id: number) => Print | undefined;
  readonly contract: (id: number) => Print | undefined;
  readonly entry: (ip: string) => Print | undefined;
  readonly group: (name: string) => Print | undefined;
}

/** What of what was read is looked at: a part, all of whose customers touch nobody who is passed over; or all. */
export interface Part {
  readonly billing: Billing;
  readonly bqn: BqnState;
  readonly prints: Prints;
  /** By customer in agreement, whether nothing of them has changed and they are passed over; absent where all are looked at. */
  readonly intact?: Uint8Array;
}

/**
 * All customers who changed, who are not in agreement, or whom anything of those touches, at whatever remove: by address,
 * prefix, name, login or group. The plan for them is what the plan for all says of them, since nobody else has a part in it.
 * @param mostShare of those in agreement; where more have changed all are looked at
 */
export function partOf(agreed: Agreed, sight: Sight, mostShare: number): Part {
  const intact = intactAtFirst(agreed, sight);
  const dirty = new Set<number>();
  const touching = new Touching(agreed.head.widths, (key) => dirty.add(key));
  touchSeen(touching, agreed, sight);
  for (let at = 0; at < agreed.size; at++) if (intact[at] === 0) for (const key of agreed.keysOf(at)) dirty.add(key);
  const left = spread(agreed, intact, dirty);
  const isPart = !touching.isBeyondKeys && left > 0 && left >= agreed.size * (1 - mostShare);
  return isPart ? restored(agreed, sight, intact) : everything(agreed, sight);
}

/** Those of whom every row says what it said. */
function intactAtFirst(agreed: Agreed, { billing, bqn }: Sight): Uint8Array {
  const { subscribers, groups } = bqn.reread;
  const { passed: logins } = billing.logins;
  const { passed: contracts, rows } = billing.contracts;
  const seen = new Set(rows.map(({ id }) => id));
  const intact = new Uint8Array(agreed.size);
  for (let at = 0; at < agreed.size; at++) {
    const contractAt = agreed.contractAt(at);
    const isSameContract = contractAt < 0 ? !seen.has(agreed.contractOf(at)) : contracts?.has(contractAt) === true;
    const isSame =
      isSameContract && logins?.has(at) === true && subscribers.has(at) && (!agreed.hasGroup(at) || groups.has(at));
    intact[at] = isSame ? 1 : 0;
  }
  return intact;
}

/** Whatever is looked at anyway: rows that are new or other, and what the books hold beside those in agreement. */
function touchSeen(touching: Touching, agreed: Agreed, { billing, bqn, record }: Sight): void {
  for (const login of billing.logins.rows) touching.login(login);
  for (const [ip, entry] of bqn.subscribers) touching.entry(ip, entry);
  for (const group of bqn.groups.values()) touching.group(group);
  const ofOthers = (kind: 'subscriber' | 'group') =>
    entriesOf(
      record.owned[kind],
      (_key, { login }) => login,
      (login) => login === undefined || agreed.atLogin(login) < 0,
    );
  for (const [ip, entry] of ofOthers('subscriber')) {
    touching.place(ip);
    touching.owner(entry);
  }
  for (const [name, entry] of ofOthers('group')) {
    touching.groupName(name);
    touching.owner(entry);
  }
}

/** Takes out whomever something touches, and whom those touch. @returns how many are left */
function spread(agreed: Agreed, intact: Uint8Array, dirty: Set<number>): number {
  let left = 0;
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    left = 0;
    for (let at = 0; at < agreed.size; at++) {
      if (intact[at] === 0) continue;
      const keys = agreed.keysOf(at);
      if (!touches(keys, dirty)) {
        left++;
        continue;
      }
      intact[at] = 0;
      isSettled = false;
      for (const key of keys) dirty.add(key);
    }
  }
  return left;
}

/** The part, as if nothing else were there, with what the rest counts. */
function restored(agreed: Agreed, sight: Sight, intact: Uint8Array): Part {
  const found = restore(agreed, sight, intact);
  const beyond = { logins: 0, blocked: 0, groups: 0 };
  const plans = new Map<number, number>();
  for (let at = 0; at < agreed.size; at++) {
    if (intact[at] === 0) continue;
    beyond.logins++;
    if (agreed.isBlocked(at)) beyond.blocked++;
    if (agreed.hasGroup(at)) beyond.groups++;
    const plan = agreed.planOf(at);
    plans.set(plan, (plans.get(plan) ?? 0) + 1);
  }
  const { billing } = sight;
  const contracts = (billing.contracts.passed?.size ?? 0) - found.contracts;
  const { bqn, prints } = found;
  return { billing: { ...found.billing, beyond: { ...beyond, contracts, plans } }, bqn, prints, intact };
}

/** Billing without a row passed over. */
export function allRead(billing: Billing): Billing {
  const { logins, contracts } = billing;
  return { ...billing, logins: allOf(logins), contracts: allOf(contracts) };
}

function allOf<T extends { readonly id: number }>(reading: Reading<T>): Reading<T> {
  return joined(reading, reading.passed?.restore(() => true) ?? []);
}

/** All that was read. */
export function everything(agreed: Agreed, sight: Sight): Part {
  const { contracts: _count, ...part } = restore(agreed, sight, undefined);
  return part;
}

/** @param intact customers who are passed over; undefined for nobody */
function restore(agreed: Agreed, { billing, bqn }: Sight, intact: Uint8Array | undefined) {
  const { reread, ...listed } = bqn;
  const { columns } = agreed;
  const isAsked = (at: number) => intact?.[at] !== 1;
  const subscribers = reread.subscribers.with(isAsked);
  const groups = reread.groups.with(isAsked);
  const logins = billing.logins.passed?.restore(isAsked) ?? [];
  const contracts = restoredContracts(agreed, billing, intact && [...billing.logins.rows, ...logins]);
  const entryAt = new Map(subscribers.map(({ entry: [ip], index }) => [ip, index]));
  const groupAt = new Map(groups.map(({ entry: { name }, index }) => [name, index]));
  const prints: Prints = {
    login: (id) => billing.logins.prints?.get(id) ?? printAt(columns.loginPrints, agreed.atLogin(id)),
    contract: (id) => billing.contracts.prints?.get(id),
    entry: (ip) => printAt(columns.entryPrints, entryAt.get(ip)) ?? reread.subscribers.print(ip),
    group: (name) => printAt(columns.groupPrints, groupAt.get(name)) ?? reread.groups.print(name),
  };
  return {
    billing: { ...billing, logins: joined(billing.logins, logins), contracts: joined(billing.contracts, contracts) },
    bqn: {
      ...listed,
      subscribers: new Map(subscribers.map(({ entry }) => entry)),
      groups: new Map(groups.map(({ entry }) => [entry.name, entry])),
    },
    contracts: contracts.length,
    prints,
  };
}

/** @param logins whose contracts are asked for; undefined for all contracts */
function restoredContracts(
  { columns }: Agreed,
  { contracts: { passed } }: Billing,
  logins: readonly Login[] | undefined,
): Contract[] {
  const asked = logins && new Set(logins.map(({ contract }) => contract));
  return passed?.restore((at) => asked === undefined || asked.has(columns.contractIds[at] ?? 0)) ?? [];
}

/** In the order of ids, as they came. */
function joined<T extends { readonly id: number }>(reading: Reading<T>, more: readonly T[]): Reading<T> {
  const { passed: _passed, prints: _prints, rows, ...rest } = reading;
  const all = more.length === 0 ? rows : [...rows, ...more].sort((one, other) => one.id - other.id);
  return { ...rest, rows: all };
}

function printAt(prints: Int32Array, at = -1): Print | undefined {
  return at < 0 ? undefined : { high: prints[at * 2] ?? 0, low: prints[at * 2 + 1] ?? 0 };
}

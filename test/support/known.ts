import type { Agreed } from '../../src/agreement/agreed.ts';
import type { Billing, Reading } from '../../src/billing/reading.ts';
import type { KnownLists, KnownTable } from '../../src/billing/source.ts';
import type { BqnState, KnownEntries, RereadList } from '../../src/bqn/resources.ts';
import type { KnownRows, PassedOver, Print } from '../../src/listing/known-rows.ts';
import type { AgreementPort } from '../../src/run/ports.ts';

/** A billing system and a BQN in memory that pass over what is known, as those behind HTTP do by the bytes of their rows. */

export function knownBilling(billing: Billing, known: KnownLists | undefined): Billing {
  if (known === undefined) return billing;
  return {
    ...billing,
    logins: knownReading(billing.logins, known.logins),
    contracts: knownReading(billing.contracts, known.contracts),
  };
}

function knownReading<T extends { readonly id: number }>(reading: Reading<T>, known: KnownTable): Reading<T> {
  const { passed, seen } = parted(reading.rows, known);
  const prints = new Map(seen.map(({ item, print }) => [item.id, print]));
  return { ...reading, rows: seen.map(({ item }) => item), prints, passed: passedOver(passed) };
}

export function knownState(state: BqnState, known: KnownEntries | undefined): BqnState {
  if (known === undefined) return state;
  const subscribers = parted([...state.subscribers], known.subscribers);
  const groups = parted([...state.groups.values()], known.groups);
  return {
    ...state,
    subscribers: new Map(subscribers.seen.map(({ item }) => item)),
    groups: new Map(groups.seen.map(({ item }) => [item.name, item])),
    reread: {
      subscribers: reread(subscribers, ([ip]) => ip),
      groups: reread(groups, ({ name }) => name),
    },
  };
}

interface Parted<T> {
  readonly items: readonly T[];
  readonly passed: ReadonlyMap<number, T>;
  readonly seen: readonly { readonly item: T; readonly print: Print }[];
}

function parted<T>(items: readonly T[], known: KnownRows): Parted<T> {
  const passed = new Map<number, T>();
  const seen: { item: T; print: Print }[] = [];
  for (const item of items) {
    const print = printOf(item, known.seed);
    const index = known.find(print.high, print.low);
    if (index < 0) seen.push({ item, print });
    else passed.set(index, item);
  }
  return { items, passed, seen };
}

function passedOver<T>(passed: ReadonlyMap<number, T>): PassedOver<T> {
  return {
    size: passed.size,
    has: (index) => passed.has(index),
    restore: (isAsked) => [...passed].flatMap(([index, item]) => (isAsked(index) ? [item] : [])),
  };
}

function reread<T>({ items, passed, seen }: Parted<T>, keyOf: (item: T) => string): RereadList<T> {
  const prints = new Map(seen.map(({ item, print }) => [keyOf(item), print]));
  const indexes = new Map([...passed].map(([index, item]) => [item, index]));
  return {
    has: (index) => passed.has(index),
    print: (key) => prints.get(key),
    with: (isAsked) =>
      items.flatMap((entry) => {
        const index = indexes.get(entry);
        return index === undefined || isAsked(index) ? [{ entry, index }] : [];
      }),
  };
}

function printOf(value: unknown, seed: Uint8Array): Print {
  const text = `${seed.join(' ')} ${JSON.stringify(value)}`;
  return { high: hash(text, 0x811c9dc5), low: hash(text, 0x1b873593) };
}

function hash(text: string, start: number): number {
  let value = start;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value | 0;
}

/** Keeps who is in agreement in memory, of however few. */
export class MemoryAgreement implements AgreementPort {
  readonly least = 0;
  readonly mostShare = 0.5;
  readonly version = 'test';
  kept: { readonly name: string; readonly agreed: Agreed } | undefined;
  #count = 0;

  read(_label: string, name: string): Agreed | undefined {
    return this.kept?.name === name ? this.kept.agreed : undefined;
  }

  write(_label: string, name: string, agreed: Agreed): boolean {
    this.kept = { name, agreed };
    return true;
  }

  remove(): void {
    this.kept = undefined;
  }

  random(bytes: number): Uint8Array {
    return new Uint8Array(bytes).fill(++this.#count);
  }

  hash(text: string): string {
    return text;
  }
}

import type { BqnQuirks } from './bqn-quirks.ts';
import type { BqnStore, Kind, Resource } from './bqn-store.ts';
import { PASSWORD_CANARIES } from './columns.ts';
import { Filling, firstId } from './filled-forms.ts';
import { aContract, aLogin, anIsp, aPlan, type ExtraColumns, type Isp } from './isp.ts';
import type { IxcQuirks } from './ixc-quirks.ts';
import { type Random, seededRandom } from './random.ts';
import { IXC_TABLES, type TableName } from './tables.ts';
import { type Column, shapesIn, type ToldShape } from './told-shapes.ts';

/**
 * An installation by what its `--support FILE` tells: the same columns, present, missing and empty as often, with values of
 * the same forms, so that a stranger's report becomes a test. Values are invented; what a form cannot say (which letter is
 * the unit of a speed, which plan a login has) is chosen so that the tables agree.
 */
export interface Imitation {
  readonly isp: Isp;
  readonly ixcQuirks: Partial<IxcQuirks>;
  readonly bqnQuirks: Partial<BqnQuirks>;
  /** What its BQN lists, by the key of each entry. */
  readonly bqn: Readonly<Record<Kind, ReadonlyMap<string, Resource>>>;
}

export interface ImitateOptions {
  readonly seed?: number;
  /** Of each table or list so many at most. */
  readonly most?: number;
}

const LISTS: Readonly<Record<string, Kind>> = {
  'policies/rate': 'policies',
  subscribers: 'subscribers',
  subscriberGroups: 'subscriberGroups',
};
const NO_COLUMN: Column = { types: [], empty: 0, missing: 0, forms: [] };
/** Names of the key of an entry, the usual one first. */
const KEYS: Readonly<Record<Kind, readonly string[]>> = {
  policies: ['policyName', 'name'],
  subscribers: ['subscriberIp', 'ip'],
  subscriberGroups: ['subscriberGroupName', 'name'],
};

export function imitate(text: string, { seed = 1, most = 200 }: ImitateOptions = {}): Imitation {
  const shapes = shapesIn(text);
  const random = seededRandom(seed);
  const isp = anIsp({ plans: [] });
  const rows = (table: TableName) => imitatedRows(shapes.get(`IXC ${table}`), table, most, random);
  for (const extra of rows('radgrupos')) isp.plans.push({ ...aPlan({ id: extra['id'] ?? '1' }), extra });
  for (const extra of rows('cliente_contrato')) isp.contracts.push({ ...aContract(extra['id'] ?? '1'), extra });
  for (const extra of rows('radusuarios')) {
    refer(extra, 'id_grupo', isp.plans, random);
    refer(extra, 'id_contrato', isp.contracts, random);
    isp.logins.push({ ...aLogin({ id: extra['id'] ?? '1', plan: '0', contract: '' }), extra });
  }
  const keyset = keysetBy(shapes.get('IXC radusuarios')?.byId ?? '');
  const isShort = shapes.get('BQN subscribers')?.columns.has('ip') === true;
  const bqnQuirks: Partial<BqnQuirks> = isShort ? { keyFields: 'short' } : {};
  return { isp, ixcQuirks: keyset === undefined ? {} : { keyset }, bqnQuirks, bqn: bqnBy(shapes, most, random) };
}

/** Puts on a BQN what the imitated one lists, spelled as there. */
export function seedLike({ policies, subscribers, groups, quirks }: BqnStore, { bqn, bqnQuirks }: Imitation): void {
  Object.assign(quirks, bqnQuirks);
  for (const [name, entry] of bqn.policies) policies.set(name, entry);
  for (const [ip, entry] of bqn.subscribers) subscribers.set(ip, entry);
  for (const [name, entry] of bqn.subscriberGroups) groups.set(name, entry);
}

function keysetBy(byId: string): IxcQuirks['keyset'] | undefined {
  if (/Refused|CouldNotProcess/.test(byId)) return 'refused';
  if (byId.includes('ids do not rise')) return 'sort ignored';
  return byId.includes('not asked for') ? 'grid_param ignored' : undefined;
}

/** All columns of each row; one that the table does not have is undefined. */
function imitatedRows(shape: ToldShape | undefined, table: TableName, most: number, random: Random): ExtraColumns[] {
  if (shape === undefined) return [];
  const names = new Set([...shape.columns.keys(), ...ownColumns(table)]);
  const filling = new Filling(shape, random);
  const id = firstId(shape.columns.get('id') ?? NO_COLUMN);
  const rows = Array.from({ length: Math.min(shape.rows, most) }, (_none, at): ExtraColumns => {
    const values = [...names].map((name) => [name, name === 'id' ? String(id + at) : asColumn(filling.next(name))]);
    return Object.fromEntries(values) as ExtraColumns;
  });
  // The simulator learns from the first row which columns there are.
  const first = rows.findIndex((row) => [...shape.columns.keys()].every((name) => row[name] !== undefined));
  const [whole] = first > 0 ? rows.splice(first, 1) : [];
  if (whole === undefined) return rows;
  const [second] = rows;
  if (second !== undefined) [whole['id'], second['id']] = [second['id'], whole['id']];
  return [whole, ...rows];
}

function asColumn(value: unknown): string | null | undefined {
  return value === undefined || value === null ? value : String(value);
}

function ownColumns(table: TableName): readonly string[] {
  const plain = anIsp({ plans: [aPlan()], logins: [aLogin({ contract: '1' })], contracts: [aContract('1')] });
  const [row] = IXC_TABLES[table].rows(plain);
  const json = row === undefined ? {} : (JSON.parse(IXC_TABLES[table].json(row, 'few')) as object);
  return Object.keys(json).filter((name) => !(name in PASSWORD_CANARIES));
}

/** A number that names a row of another table names one that is there, of the same length where there is one. */
function refer(row: ExtraColumns, column: string, others: readonly { readonly id: string }[], random: Random): void {
  const value = row[column];
  if (value === undefined || value === null || !/^\d+$/.test(value)) return;
  const alike = others.filter(({ id }) => id.length === value.length);
  if (alike.length > 0) row[column] = random.pick(alike).id;
  else row[column] = value.length === 1 || others.length === 0 ? '0' : random.pick(others).id;
}

function bqnBy(shapes: ReadonlyMap<string, ToldShape>, most: number, random: Random): Imitation['bqn'] {
  const lists: Record<Kind, Map<string, Resource>> = {
    policies: new Map(),
    subscribers: new Map(),
    subscriberGroups: new Map(),
  };
  for (const [path, kind] of Object.entries(LISTS)) {
    const shape = shapes.get(`BQN ${path}`);
    if (shape === undefined) continue;
    const filling = new Filling(shape, random);
    for (let left = Math.min(shape.rows, most); left > 0; left--) {
      const entry = imitatedEntry(shape, filling);
      const name = KEYS[kind].find((field) => typeof entry[field] === 'string');
      if (name === undefined) continue;
      lists[kind].set(String(entry[name]), entry);
      delete entry[name];
    }
  }
  // An entry names a policy that is there.
  const names = [...lists.policies.keys()];
  for (const entry of [...lists.subscribers.values(), ...lists.subscriberGroups.values()]) {
    if (entry.policyRate !== undefined && entry.policyRate !== '')
      entry.policyRate = names.length === 0 ? '' : random.pick(names);
  }
  return lists;
}

function imitatedEntry({ columns }: ToldShape, filling: Filling): Resource {
  const entry: Resource = {};
  for (const [name, { types }] of columns) {
    if (/[.[]/.test(name)) continue;
    const value = filling.next(name);
    if (value === undefined) continue;
    if (types.includes('object')) entry[name] = inside(`${name}.`, columns, filling);
    else if (types.includes('list')) entry[name] = columns.has(`${name}[]`) ? [filling.next(`${name}[]`)] : [];
    else entry[name] = value;
  }
  return entry;
}

function inside(beginning: string, columns: ReadonlyMap<string, Column>, filling: Filling): Resource {
  const fields: Resource = {};
  for (const name of columns.keys()) {
    if (name.startsWith(beginning)) fields[name.slice(beginning.length)] = filling.next(name);
  }
  return fields;
}

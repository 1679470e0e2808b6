import {
  answer,
  changeRows,
  columnsSetTo,
  cut,
  delay,
  type Effect,
  flood,
  hang,
  hangMidBody,
  type Match,
  missingColumns,
  nginxError,
  redirect,
  reset,
  singleBytes,
  totalOf,
  truncate,
} from '../simulator/index.ts';

import { HOSTILE } from '../support/hostile-words.ts';

/** Numbers from a seed: the same again for the same one. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** A whole number from 0, below `sides`. */
  roll(sides: number): number {
    // xorshift32
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % sides;
  }

  one<T>(from: readonly T[]): T {
    const found = from[this.roll(from.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }
}

/** Values that a column, a name or a rate may be set to by somebody who means no good, or does not look. */
const VALUES: readonly unknown[] = [
  '',
  ' ',
  null,
  0,
  -1,
  1e300,
  true,
  [],
  {},
  [[[[]]]],
  '0',
  '-1',
  '00',
  'S',
  '..',
  '.',
  '../../x',
  'a/b%2f?#',
  '\u202eabc',
  '\u200b',
  '\ud800',
  'a\u0000b',
  'a\nb',
  '\u001b[31m',
  HOSTILE,
  `x;=${HOSTILE}`,
  '__proto__',
  'constructor',
  'Billing-Block',
  'all-subscribers',
  '0.0.0.0',
  '255.255.255.255',
  '100.64.1.246',
  '::/0',
  '2001:db8::/32',
  '2001:db8:1::/60',
  '999999999999999999999',
  '1M',
  '10240',
  '-5M',
  'x'.repeat(70_000),
  '9'.repeat(400),
  '<'.repeat(70_000),
  '['.repeat(70_000),
];

const LOGIN_COLUMNS = ['id', 'login', 'ip', 'online', 'pd_ipv6', 'id_grupo', 'id_contrato', 'ultima_conexao_inicial'];
const PLAN_COLUMNS = ['id', 'grupo', 'download', 'upload', 'tipo', 'qos_ativo'];
const CONTRACT_COLUMNS = ['id', 'status_internet'];
const TABLES = {
  radusuarios: LOGIN_COLUMNS,
  radgrupos: PLAN_COLUMNS,
  cliente_contrato: CONTRACT_COLUMNS,
} as const;
const KINDS = ['policies', 'subscribers', 'subscriberGroups'] as const;
const STATUSES = [200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 418, 429, 500, 502, 503, 504];
const BODIES = [
  '',
  '{',
  '{}',
  '[]',
  'null',
  '{"items":null}',
  '{"items":{}}',
  '{"items":[1]}',
  '{"total":"3"}',
  '<div>',
  JSON.stringify({ error: { message: HOSTILE }, type: 'error', message: HOSTILE }),
  `<div>${HOSTILE}</div>`,
];

/** When a fault strikes. */
function when(dice: Dice): Match {
  return dice.one<Match>([{}, { nth: 1 }, { nth: 2 }, { from: 2 }, { times: 1 }, { oneIn: 3, seed: dice.roll(1000) }]);
}

function broken(dice: Dice): Effect {
  return dice.one<() => Effect>([
    () => answer({ status: dice.one(STATUSES), body: dice.one(BODIES) }),
    () => answer({ status: dice.one(STATUSES), body: String(dice.one(VALUES)).repeat(1 + dice.roll(20)) }),
    () => nginxError(dice.one([500, 502, 503, 504, 429, 401, 403])),
    () => redirect('https://other.example/'),
    () => reset({ done: dice.roll(2) === 0 }),
    () => cut(dice.one(['content-length', 'chunked'] as const), dice.roll(100) / 100),
    () => truncate(dice.roll(100) / 100),
    () => singleBytes({ packed: dice.roll(2) === 0 }),
    () => hang({ done: dice.roll(2) === 0 }),
    () => hangMidBody(dice.roll(100) / 100),
    () => flood(1_000_000 + dice.roll(80_000_000)),
    () => delay(dice.roll(300)),
    () => ({ kind: 'body', change: (body) => flipped(body, dice) }),
  ])();
}

/** A few bytes of a body exchanged. */
function flipped(body: Buffer, dice: Dice): Buffer {
  const copy = Buffer.from(body);
  for (let turn = dice.roll(5); turn >= 0 && copy.length > 0; turn--) copy[dice.roll(copy.length)] = dice.roll(256);
  return copy;
}

/** One fault at IXC. */
export function ixcFault(dice: Dice): readonly [Match, Effect] {
  const target = dice.one(Object.keys(TABLES) as (keyof typeof TABLES)[]);
  const column = dice.one(TABLES[target]);
  const effect = dice.one<() => Effect>([
    () => broken(dice),
    () => broken(dice),
    () => columnsSetTo({ [column]: dice.one(VALUES) }),
    () => changeRows((rows) => rows.map((row) => (dice.roll(4) === 0 ? { ...row, [column]: dice.one(VALUES) } : row))),
    () => changeRows((rows) => rows.filter(() => dice.roll(3) > 0)),
    () => missingColumns(column),
    () => totalOf(dice.one(VALUES)),
  ])();
  return [{ ...when(dice), target }, effect];
}

/** One fault at a BQN. */
export function bqnFault(dice: Dice): readonly [Match, Effect] {
  const target = dice.one(KINDS);
  const method = dice.one(['GET', 'GET', 'POST', 'PUT', 'DELETE']);
  const isList = method === 'GET';
  const effect =
    isList && dice.roll(2) === 0
      ? { kind: 'body' as const, change: (body: Buffer) => strange(body, dice) }
      : broken(dice);
  return [{ ...when(dice), target, method }, effect];
}

/** A list in which some fields hold something else. */
function strange(body: Buffer, dice: Dice): Buffer {
  const json: unknown = JSON.parse(body.toString());
  const { items } = json as { items?: Record<string, unknown>[] };
  for (const item of items ?? []) {
    const fields = Object.keys(item);
    if (fields.length > 0 && dice.roll(4) === 0) item[dice.one(fields)] = dice.one(VALUES);
  }
  return Buffer.from(JSON.stringify(json));
}

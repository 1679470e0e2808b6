import { answer, changeRows, type Effect, type ListingRow, type Match, raw, singleBytes } from '../simulator/index.ts';
import { EVIL } from '../support/a-page.ts';
import { HOSTILE, MARK, UNSEEN_KINDS } from '../support/hostile-words.ts';
import type { World } from '../support/world.ts';
import { Dice } from './chaos.ts';

/** Words of servers, customers and files that mean no good, wherever words can stand. */

const UNSEEN = Object.values(UNSEEN_KINDS);
/** What begins a formula, by whatever separator the cell before it ended. */
const FORMULAS = ['=', '+', '-', '@', ' =', '"=', '\uff1d', ';=', ',=', '\t=', '";=', ';"=', '\r\n=', '; \u00a0='];
/** What texts of ours have of their own: places for values, words by number, markup, ends of strings. */
const OURS = [
  '{1}',
  '{1|a|b}',
  '%s',
  '$x',
  '$(id)',
  '`id`',
  '</script>',
  '&#27;',
  '"}',
  "'",
  '\\u202e',
  '\\',
  'DS-',
  '../..',
];

/** Something to be quoted, in which the mark always stands. */
export function aWord(dice: Dice): string {
  const unseen = () => dice.one(UNSEEN);
  return dice.one<() => string>([
    () => HOSTILE + MARK,
    () => `${MARK}${unseen()}${MARK}`,
    () => `${unseen()}${MARK}${unseen()}`,
    () => Array.from({ length: 1 + dice.roll(60) }, () => dice.one([...UNSEEN, ...OURS, ...FORMULAS, MARK])).join(MARK),
    () => `${dice.one(FORMULAS)}${MARK}`,
    () => `x${dice.one(FORMULAS)}cmd|' /c ${MARK}'!A1`,
    () => EVIL + MARK,
    () => `${MARK}${dice.one(OURS)}${MARK}`,
    () => `${MARK}\n2026-01-08 12:45:04.000000 result: done (exit code 0)\n${MARK}`,
    () => MARK.repeat(dice.one([24, 25, 26, 30, 9000])),
    () => `${'\u001b'.repeat(dice.roll(220))}${MARK.repeat(40)}`,
    () => `${MARK} ${'ü'.repeat(200)}${unseen()}${MARK}`,
  ])();
}

/** Of each table of IXC, what its rows hold and what is made up. */
const COLUMNS = {
  radusuarios: [
    'login',
    'ip',
    'pd_ipv6',
    'id_grupo',
    'id_contrato',
    'online',
    'concentrador',
    'id_concentrador',
    'ultima_conexao_inicial',
    'mac',
  ],
  radgrupos: ['grupo', 'download', 'upload', 'tipo', 'qos_ativo', 'burst_limit_download'],
  cliente_contrato: ['status_internet', 'status', 'status_velocidade'],
} as const;
const FIELDS = {
  policies: ['policyName', 'policyId', 'rateLimitDownlink', 'note'],
  subscribers: ['subscriberIp', 'subscriberId', 'policyRate', 'policyAssignedBy', 'subscriberGroups', 'quota'],
  subscriberGroups: ['subscriberGroupName', 'policyRate', 'subscriberMembers', 'subscriberRanges'],
} as const;
const STATUSES = [200, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504, 599];

/** In one row of so many the words of one column, and sometimes its name, are somebody's; the same in each reading. */
function wordsInRows(columns: readonly string[], seed: number): (row: ListingRow) => ListingRow {
  const column = new Dice(seed).one(columns);
  const often = 2 + (seed % 5);
  return (row) => {
    const dice = new Dice(seed + Number(row.id) * 7919);
    if (dice.roll(often) > 0) return row;
    return dice.roll(6) === 0 ? { ...row, [aWord(dice)]: aWord(dice) } : { ...row, [column]: aWord(dice) };
  };
}

function wordsInItems(fields: readonly string[], seed: number): Effect {
  const change = (body: Buffer): Buffer => {
    const json = JSON.parse(body.toString()) as { items?: Record<string, unknown>[] };
    for (const [at, item] of (json.items ?? []).entries()) {
      const dice = new Dice(seed + at * 7919);
      if (dice.roll(4) > 0) continue;
      const word = aWord(dice);
      item[dice.roll(6) === 0 ? aWord(dice) : dice.one(fields)] = dice.one([word, [word], { [word]: word }]);
    }
    return Buffer.from(JSON.stringify(json));
  };
  return { kind: 'body', change };
}

/** An answer that is none, in the words of somebody: as JSON in each form that is known, as a page, as text, as a header. */
function refusal(dice: Dice): Effect {
  const word = aWord(dice);
  const status = dice.one(STATUSES);
  const body = dice.one([
    JSON.stringify({ error: { message: word, code: word } }),
    JSON.stringify({ type: 'error', message: word }),
    JSON.stringify({ type: word, mensagem: word, valor: word }),
    JSON.stringify({ [word]: word, items: word }),
    JSON.stringify(word),
    `<div>${word}</div>`,
    `<html><title>${word}</title><body>${word}</body></html>`,
    word,
  ]);
  const isText = dice.roll(3) > 0;
  if (isText) return answer({ status, body, contentType: dice.one(['application/json', 'text/html', 'text/x-json']) });
  // As no library would send it, controls of C0 and C1 included.
  const line = () => word.replace(/[\r\n]/g, ' ').slice(0, 2000);
  const head = dice.one([
    `HTTP/1.1 ${status} ${line()}`,
    `HTTP/1.1 ${status} x\r\nserver: ${line()}\r\nx-powered-by: ${line()}\r\nretry-after: ${line()}\r\ndate: ${line()}`,
    `HTTP/1.1 302 x\r\nlocation: https://${line()}/`,
    `HTTP/1.1 ${status} x\r\ncontent-type: ${line()}\r\ncontent-encoding: ${line()}`,
    `HTTP/1.1 401 x\r\nwww-authenticate: ${line()}\r\n${line()}: ${line()}`,
    line(),
  ]);
  return raw(`${head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`, { single: dice.roll(2) === 0 });
}

/** Whoever speaks at IXC or a BQN has words of his own. */
export function layWords({ ixc, bqn }: World, dice: Dice): void {
  const seed = () => 1 + dice.roll(1_000_000_000);
  for (const target of Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]) {
    for (let turn = dice.roll(3); turn > 0; turn--) {
      const changed = wordsInRows(COLUMNS[target], seed());
      ixc.faults.on(
        { target },
        changeRows((rows) => rows.map(changed)),
        ...inPieces(dice),
      );
    }
  }
  for (const target of Object.keys(FIELDS) as (keyof typeof FIELDS)[]) {
    if (dice.roll(3) === 0)
      bqn.faults.on({ target, method: 'GET' }, wordsInItems(FIELDS[target], seed()), ...inPieces(dice));
    if (dice.roll(3) === 0)
      bqn.faults.on(
        { target, method: dice.one(['POST', 'PUT', 'DELETE']), ...when(dice) },
        refusal(dice),
        ...inPieces(dice),
      );
  }
  if (dice.roll(4) === 0)
    ixc.faults.on({ target: dice.one(Object.keys(COLUMNS)), ...when(dice) }, refusal(dice), ...inPieces(dice));
  if (dice.roll(4) === 0)
    bqn.faults.on(
      { target: dice.one(Object.keys(FIELDS)), method: 'GET', ...when(dice) },
      refusal(dice),
      ...inPieces(dice),
    );
  for (let turn = dice.roll(3); turn > 0; turn--) {
    bqn.seedPolicy(`p${aWord(dice)}`, { policyId: aWord(dice), rateLimitDownlink: { rate: 1 } });
    bqn.seedGroup(`DS-${aWord(dice)}`, { subscriberMembers: ['203.0.113.6'], policyRate: aWord(dice) });
    bqn.seedSubscriber(`203.0.113.${7 + turn}`, { subscriberId: aWord(dice), policyRate: aWord(dice) });
  }
}

/** What the gate holds back, so that it is told of whom: slips of speeds, blocks, customers who are gone. */
export function turnBadly({ ixc: { isp } }: World, dice: Dice): void {
  const often = 1 + dice.roll(4);
  for (const plan of isp.plans) if (dice.roll(often) === 0) Object.assign(plan, { download: '300k', upload: '150k' });
  for (const contract of isp.contracts)
    if (dice.roll(often) === 0) contract.status = dice.one(['CA', 'CM', aWord(dice)]);
  for (const login of isp.logins) if (dice.roll(often * 4) === 0) login.online = 'N';
}

function inPieces(dice: Dice): readonly Effect[] {
  return dice.roll(5) === 0 ? [singleBytes({ packed: dice.roll(2) === 0 })] : [];
}

function when(dice: Dice): Match {
  return dice.one<Match>([{}, { nth: 1 }, { from: 2 }, { oneIn: 3, seed: dice.roll(1000) }]);
}

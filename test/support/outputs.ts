import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Papa from 'papaparse';
import parsePrometheus from 'parse-prometheus-text-format';
import { expect } from 'vitest';
import { FLAGS, type FlagName } from '../../src/settings/flags.ts';
import { INSTEAD_OF_IXC, MODES } from '../../src/settings/modes.ts';
import { EVIL } from './a-page.ts';
import { HOSTILE, MARK, rawIn } from './hostile-words.ts';
import { HAS_TERMINAL, runOnTerminal, withoutCursor } from './terminal.ts';
import { type OnEnd, told, type World } from './world.ts';

/**
 * All by which a start says anything, and what each promises of words that are not ours: a table, so that an output that is
 * new is tried with the words of hostile servers (told/gate.test.ts, fuzz/words.fuzz.ts), or missed by name.
 */

/** What a text is, and so by which rule it is judged. */
type Form =
  | 'lines'
  | 'JSON'
  | 'JSON lines'
  | 'CSV'
  | 'page'
  | 'metrics'
  | 'Zabbix'
  | 'message'
  | 'message with names'
  | 'support';

/** What a start said somewhere. */
export interface Said {
  readonly where: string;
  readonly form: Form;
  readonly text: string;
}

/** Files that a run writes. */
const FILES = {
  'log-file': ['run.log', 'lines'],
  report: ['run.json', 'JSON'],
  worklist: ['list.csv', 'CSV'],
  html: ['page.html', 'page'],
  'metrics-file': ['run.prom', 'metrics'],
  'zabbix-file': ['zabbix.json', 'Zabbix'],
  journal: ['sync-ixc-bqn.journal.jsonl', 'JSON lines'],
} as const satisfies Partial<Record<FlagName, readonly [name: string, form: Form]>>;

/** Whom a run tells, by the address of somebody who listens. */
const CHANNELS = {
  'ping-url': (url: string) => `${url}/ping`,
  'notify-url': (url: string) => `${url}/hook`,
  telegram: (url: string) => `123456:AAH-the-token-of-a-bot_0123456789 42 ${url}`,
} as const satisfies Partial<Record<FlagName, (url: string) => string>>;

/** Starts that are somebody's question or command, with what they are told, which may be anything. */
const ASKED = {
  'dry-run': () => ['--dry-run', '-v'],
  check: () => ['--check'],
  explain: (_world, word) => ['--explain', word],
  held: () => ['--held', '-v'],
  history: () => ['--history', 'all'],
  support: ({ path }) => ['--support', path('support.txt')],
  adopt: () => ['--adopt', '--dry-run', '-vv'],
  restore: () => ['--restore', '--dry-run', '-v'],
  'remove-all': () => ['--remove-all', '--dry-run', '-v'],
  expect: (_world, word) => ['--expect', 'blocks=3', '--until', anHourAhead(), '--reason', word],
  pause: (_world, word) => ['--pause', '1h', '--reason', word],
  resume: () => ['--resume'],
  fleet: (world) => [
    '--fleet',
    aFleetOf(world),
    '--html',
    world.path('fleet.html'),
    '--metrics-file',
    world.path('fleet.prom'),
  ],
} as const satisfies Partial<Record<FlagName, (world: World, word: string) => readonly string[]>>;

type Asked = keyof typeof ASKED;
export const EACH_ASKED = Object.keys(ASKED) as readonly Asked[];

/** What these say stands elsewhere: how the others speak, and where things are kept. `--init` is tried in told/gate.test.ts. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'lang',
  'verbose',
  'log-format',
  'no-progress',
  'env-file',
  'journal-keep',
  'state-file',
  'notify-names',
]);

/** Outputs of which nobody knows here. */
export function unknownOutputs(): string[] {
  const groups = new Set(['Output:', 'Being told:']);
  const names = [
    ...FLAGS.filter(({ group }) => groups.has(group)).map(({ name }) => name),
    ...MODES,
    ...INSTEAD_OF_IXC,
  ];
  return names.filter((name) => ![FILES, CHANNELS, ASKED].some((table) => name in table) && !SAYS_NOTHING.has(name));
}

/** Somebody who listens, and what was said to them since they were last asked. */
export async function aListener(onEnd: OnEnd): Promise<{ readonly url: string; take(): string[] }> {
  const letters: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      letters.push(`${request.url ?? ''} ${Buffer.concat(parts).toString()}`);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, take: () => letters.splice(0) };
}

/** Everything that people are given of one run. */
export async function saidByRun(
  world: World,
  listener: Awaited<ReturnType<typeof aListener>>,
  args: readonly string[],
): Promise<Said[]> {
  const files = Object.entries(FILES).map(([flag, [name, form]]) => ({ flag, name, form, path: world.path(name) }));
  for (const { name, path } of files) if (name !== FILES.journal[0]) rmSync(path, { force: true });
  const channels = Object.entries(CHANNELS).flatMap(([flag, argument]) => [`--${flag}`, argument(listener.url)]);
  const run = await world.run([...files.flatMap(({ flag, path }) => [`--${flag}`, path]), ...channels, ...args]);
  expect([0, 2, 3, 4, 5, 6, 8, 9, 130], told(run)).toContain(run.code);
  world.expectGoodManners(run);
  const isJson = args.includes('json');
  const written = files.map(({ name, form, path }): Said => {
    return { where: name, form: isJson && form === 'lines' ? 'JSON lines' : form, text: textAt(path) };
  });
  const message = args.includes('--notify-names') ? 'message with names' : 'message';
  const letters = listener
    .take()
    .map((text): Said => ({ where: 'a message', form: message, text: text.replace(/^\S* /, '') }));
  return [...shownBy(run), ...written, ...letters];
}

/** Everything that people are given who ask something. */
export async function saidWhenAsked(
  world: World,
  asked: Asked,
  word: string,
  args: readonly string[] = [],
): Promise<Said[]> {
  const run = await world.run([...ASKED[asked](world, word), ...args]);
  expect([0, 2, 3, 4, 5, 6, 8, 9, 130], told(run)).toContain(run.code);
  world.expectGoodManners(run);
  const files: readonly (readonly [string, Form])[] =
    asked === 'support'
      ? [['support.txt', 'support']]
      : asked === 'fleet'
        ? [
            ['fleet.html', 'page'],
            ['fleet.prom', 'metrics'],
          ]
        : [];
  return [
    ...shownBy(run),
    ...files.map(([name, form]): Said => ({ where: name, form, text: textAt(world.path(name)) })),
  ];
}

/** What stands on a terminal, where there can be one. */
export async function saidOnTerminal(world: World, args: readonly string[]): Promise<Said[]> {
  if (!HAS_TERMINAL) return [];
  const { raw } = await runOnTerminal({ ...world, caFile: world.path('ixc-ca.pem') }, args);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our colours
  return [{ where: 'the terminal', form: 'lines', text: withoutCursor(raw.replace(/\u001b\[\d+m/g, '')) }];
}

/** What a start shows where it was started. */
export function shownBy({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Said[] {
  return [
    { where: 'standard output', form: 'lines', text: stdout },
    { where: 'standard error', form: 'lines', text: stderr },
  ];
}

/** Not everything is written in every run. */
function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function anHourAhead(): string {
  return new Date(Date.now() + 3_600_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The world's own report, and one in which each text is somebody's. */
function aFleetOf({ path }: World): string {
  const folder = path('fleet');
  mkdirSync(folder, { recursive: true });
  const report = textAt(path('run.json')) || textAt(path('report.json')) || '{}';
  const evil = JSON.stringify(JSON.parse(report), (field, value: unknown) =>
    typeof value === 'string' && !['program', 'version', 'started', 'ended'].includes(field)
      ? `${value}${HOSTILE}${EVIL}${MARK}`
      : value,
  );
  writeFileSync(`${folder}/own.json`, report);
  writeFileSync(`${folder}/evil.json`, evil);
  writeFileSync(`${folder}/${encodeURIComponent(MARK)}\u001bc\u202e.json`, evil);
  writeFileSync(`${folder}/boxes.txt`, `own\nevil ssh ${HOSTILE.replace(/\s/g, '')}\n${HOSTILE}\n`);
  return folder;
}

/** No cell that a spreadsheet makes of a file, by whatever separator, may be a formula. */
export function formulasIn(csv: string): string[] {
  const text = csv.replace(/^\ufeff/, '');
  const parsed = [',', ';', '\t'].flatMap((delimiter) => Papa.parse<string[]>(text, { delimiter }).data.flat());
  return [...parsed, ...text.split(/[,;\t\r\n]/)].filter((cell) => /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell));
}

/** More than 200 characters of somebody's. */
const TOO_LONG = new RegExp(`(?:${MARK}){${Math.ceil(200 / MARK.length) + 1}}`);
const MOST_ZABBIX_BYTES = 4096;

/** Holds what was said against its rule. */
export function expectHarmless(all: readonly Said[], start: string): void {
  for (const { where, form, text } of all) {
    const by = `${where}, ${start}`;
    expect(rawIn(text, form === 'CSV' ? '\ufeff' : ''), by).toBeUndefined();
    expect(TOO_LONG.exec(text)?.index, `${by}: longer than may be shown`).toBeUndefined();
    if (text !== '') RULES[form](text, by);
  }
}

const RULES: Readonly<Record<Form, (text: string, by: string) => void>> = {
  lines: () => {},
  JSON: (text) => void JSON.parse(text),
  'JSON lines': (text) => {
    for (const line of text.split('\n').filter((one) => one !== '')) JSON.parse(line);
  },
  CSV: (text, by) => expect(formulasIn(text), by).toEqual([]),
  page(text, by) {
    const [, data] = /<script type="application\/json" id="rows">(.*?)<\/script>/s.exec(text) ?? [];
    for (const each of data === undefined ? [] : textsOf(JSON.parse(data))) expect(rawIn(each), by).toBeUndefined();
    // What is escaped in a page is raw again before people's eyes, but in a script.
    const seen = text
      .replace(data ?? '', '')
      .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
    expect(rawIn(seen), by).toBeUndefined();
    expect(text.match(/<(?:img|iframe|object)\b|\bon\w+="/gi), by).toBeNull();
  },
  metrics: (text) => void parsePrometheus(text),
  Zabbix(text, by) {
    JSON.parse(text);
    expect(Buffer.byteLength(text), by).toBeLessThanOrEqual(MOST_ZABBIX_BYTES);
  },
  message(text, by) {
    RULES['message with names'](text, by);
    expect(text, `${by}: a message without names quotes nobody`).not.toContain(MARK);
  },
  'message with names'(text, by) {
    for (const each of textsOf(JSON.parse(text))) expect(rawIn(each), by).toBeUndefined();
  },
  support: (text, by) => expect(text, `${by}: it names nobody`).not.toContain(MARK),
};

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [key, ...textsOf(each)])
    : [];
}

import { replaceFile } from '../files/atomic-file.ts';
import { readIfThere } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import type { Trace } from '../http/client.ts';
import { formOf } from '../listing/shape.ts';
import type { ScopeRule } from '../mapping/scope-rule.ts';
import type { Connections } from '../run/connections.ts';
import type { Settings } from '../settings/settings.ts';
import { SCOPE_FLAGS } from '../settings/wishes/scope.ts';
import type { History } from '../state/ledger.ts';
import { isObject, parseJson } from '../text/json.ts';
import { isoTime } from '../text/local-time.ts';
import { showUnseen } from '../text/printable.ts';
import { redact } from '../text/secrets.ts';
import { masked } from './mask.ts';

const LOG_LINES = 200;
/** In bytes: a log is put aside at 5 MB. */
const LARGEST_LOG = 20_000_000;
/** In characters. */
const LONGEST_LINE = 2000;
const MODE = 0o600;
/** The time before a line of the log. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ /;

export interface SupportFacts {
  readonly version: string;
  readonly node: string;
  readonly history: History;
  /** What was asked until now, a line each. */
  readonly requests: () => readonly string[];
}

/**
 * `--support FILE`: what a stranger needs to help, in one text: versions, settings without secrets, how it went, and what
 * the tables and lists look like. Names, addresses and numbers of customers are shown by their form only.
 * @throws NodeJS.ErrnoException where the file cannot be written
 */
export async function writeSupport(
  path: string,
  settings: Settings,
  { source, targets }: Connections,
  facts: SupportFacts,
): Promise<void> {
  const tables = (await source.shapes?.()) ?? [];
  const lists: string[] = [];
  for (const target of targets) lists.push('', ...((await target.shapes?.()) ?? []));
  const lines = [
    `sync-ixc-bqn ${facts.version}, Node ${facts.node}, ${process.platform} ${process.arch}`,
    outcomeLine(facts.history),
    ...settingLines(settings),
    '',
    ...tables,
    ...lists,
    '',
    'What was asked for this file:',
    ...facts.requests(),
    '',
    'The last lines of the log:',
    ...logLines(settings),
  ];
  replaceFile(path, showUnseen(redact(`${lines.join('\n')}\n`, settings.secrets)), MODE);
}

function outcomeLine({ lastSuccess, failuresInARow }: History): string {
  const last = lastSuccess === undefined ? 'never' : isoTime(lastSuccess);
  return `last success ${last}; failures in a row ${failuresInARow}`;
}

/** As flags, by what the program itself calls their choices; addresses, names and files are the operator's own. */
function settingLines(settings: Settings): string[] {
  const { ixc, bqn, bqns, pageSize, maxTimeS, journalFile, log, scopes } = settings;
  const filters: readonly string[] = SCOPE_FLAGS.map(({ name }) => name);
  const decisive = Object.entries(settings.decisive).filter(([name]) => !filters.includes(name));
  const others = {
    'ixc-trust': ixc.trust.kind,
    'bqn-trust': bqn.trust.kind,
    'ixc-timeout': ixc.timeoutMs / 1000,
    'bqn-timeout': bqn.timeoutMs / 1000,
    'page-size': pageSize,
    'max-time': maxTimeS,
    concurrency: bqn.concurrency,
    journal: journalFile === undefined ? 'off' : 'on',
    'log-format': log.format,
    // Whom it is about, nobody needs to know.
    scope: [...scopes.values()].map(scopeCounts).join(' | '),
  };
  return [
    `BQNs: ${bqns.length}`,
    ...[...decisive, ...Object.entries(others)].map(
      ([name, value]) => `--${name} ${name === 'scope' ? value : choiceText(String(value))}`,
    ),
  ];
}

/** How many entries each filter of a BQN has. */
function scopeCounts(scope: ScopeRule): string {
  const counts = {
    'only-subnet': scope.onlySubnets?.length ?? 0,
    'skip-subnet': scope.skipSubnets.length,
    'only-site': scope.onlySites?.size ?? 0,
    'skip-site': scope.skipSites.size,
    'skip-plan': scope.skipPlans.size,
    'skip-login': scope.skipLogins.size,
  };
  const set = Object.entries(counts).flatMap(([flag, count]) => (count === 0 ? [] : [`${flag} ${count}`]));
  return set.length === 0 ? 'everybody' : set.join('; ');
}

function wordsOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

/** What a setting may be by our own choice of words. */
const CHOICES = wordsOf(
  'yes no none on off everybody skip newest owned all auto contract nas pop text json k M G open block slow keep',
  'authorities ca firstSight pinned fingerprint fingerprints anyone',
);
/** Numbers with a unit, and IXC's codes of a contract's state. */
const PLAIN_CHOICE = /^(?:-?\d{1,9}(?:[.,]\d{1,3})?[kMG]?|[A-Z]{1,2}|\*)$/;

function choiceText(value: string): string {
  return value.replace(/[^,=/ ]+/g, (word) =>
    CHOICES.has(word) || PLAIN_CHOICE.test(word) || word === 's' || word === 'customers' ? word : formOf(word),
  );
}

/** Headers that say how a server works; of others the form of the name. */
const KNOWN_HEADERS = wordsOf(
  'content-type content-encoding content-length transfer-encoding connection server retry-after x-powered-by date vary',
  'keep-alive cache-control pragma expires set-cookie location etag last-modified strict-transport-security via age',
  'www-authenticate access-control-allow-origin x-frame-options x-content-type-options x-xss-protection alt-svc allow',
  'content-security-policy referrer-policy x-cache cf-ray x-request-id x-ratelimit-limit x-ratelimit-remaining',
);
/** What their values may be; all else is shown by its form. A product has a version, and at most a system behind it. */
const PRODUCT =
  '(?:nginx|apache|litespeed|openresty|lighttpd|caddy|iis|microsoft-iis|cloudflare|haproxy|varnish|php|express|node\\.js|openssl|asp\\.net)';
const VERSION = '(?:/v?\\d{1,4}(?:\\.\\d{1,4}){0,3}[a-z]?)?';
const SYSTEM = '(?: \\((?:ubuntu|debian|centos|unix|win32|win64|almalinux|rocky|red hat|fedora|freebsd)\\))?';
const PRODUCTS = new RegExp(`^${PRODUCT}${VERSION}${SYSTEM}(?: ${PRODUCT}${VERSION})*$`, 'i');
const HEADER_VALUES: Readonly<Record<string, RegExp>> = {
  'content-type':
    /^(?:application\/(?:json|octet-stream|xml|problem\+json)|text\/(?:html|x-json|plain|xml|json))(?:; ?charset="?(?:utf-8|iso-8859-1|windows-1252|us-ascii)"?)?$/i,
  'content-encoding': /^(?:gzip|br|deflate|identity|zstd)$/i,
  'content-length': /^\d{1,12}$/,
  'transfer-encoding': /^(?:chunked|identity)$/i,
  connection: /^(?:keep-alive|close|upgrade)$/i,
  'retry-after': /^\d{1,6}$/,
  server: PRODUCTS,
  'x-powered-by': PRODUCTS,
};

/** `POST radusuarios: 200, 812 ms, 20000 bytes; content-type text/x-json; ...`. */
export function requestLine({ method, path, result, ms, bytes, headers }: Trace): string {
  const shown = Object.entries(headers ?? {}).map(([name, value]) => headerText(name, String(value)));
  return `  ${method} ${path}: ${[result, `${ms.toFixed(0)} ms`, `${bytes} bytes`].join(', ')}; ${shown.join('; ')}`;
}

function headerText(name: string, value: string): string {
  if (!KNOWN_HEADERS.has(name)) return formOf(name);
  const values = HEADER_VALUES[name];
  return values === undefined ? name : `${name} ${values.test(value) ? value : formOf(value)}`;
}

function logLines({ log: { file } }: Settings): string[] {
  if (file === undefined) return ['  there is no log file (--log-file)'];
  try {
    // One that was just put aside goes before.
    const lines = [`${file}.1`, file].flatMap((path) => readIfThere(path, LARGEST_LOG)?.trimEnd().split('\n') ?? []);
    return lines.slice(-LOG_LINES).map((line) => `  ${logLine(line.slice(0, LONGEST_LINE))}`);
  } catch (error) {
    return [`  the log cannot be read (${masked(readingTrouble(error))})`];
  }
}

/** A line of the log, in either format, with its time. */
function logLine(line: string): string {
  const json = line.startsWith('{') ? parseJson(line) : undefined;
  const { time, level, text } = isObject(json) ? json : { time: '', level: '', text: '' };
  if (typeof time === 'string' && typeof level === 'string' && typeof text === 'string' && text !== '')
    return logLine(`${time} ${level === 'info' ? '' : `${level}: `}${text}`);
  const [stamp = ''] = TIME.exec(line) ?? [];
  return stamp + masked(line.slice(stamp.length));
}

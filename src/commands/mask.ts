import { constants } from 'node:os';
import { formOf } from '../listing/shape.ts';
import { FLAGS } from '../settings/flags.ts';
import { PORTUGUESE } from '../text/portuguese.ts';

/**
 * Texts of ours with what is not ours taken out of them, for whoever is to help and must not learn of customers. Nothing is
 * let through but what the program wrote itself: the words of its sentences where they stand as they stand there, and a few
 * words of the trade. Everything else is shown by its form, whoever it names and whatever it is called: a customer may be
 * called like any word that we know.
 */
export function masked(text: string): string {
  return maskedPart(text, 0);
}

/** A sentence by what stands between its values. */
interface Template {
  readonly between: readonly string[];
  /** Characters of ours in it: of two that fit, the one with more says more. */
  readonly weight: number;
}

interface Known {
  /** Sentences without a value. */
  readonly whole: ReadonlySet<string>;
  readonly templates: readonly Template[];
}

/** Lines that are said in every language alike (src/report/README.md, "The log"), and those that are put together of signs. */
const IN_EVERY_LANGUAGE = [
  'synchronization script starts (v{1})',
  'synchronization script ends',
  'synchronization of {1} policies and {2} subscribers',
  'HTTP {1}: {2}',
  'BQN {1}: {2}',
  'IXC {1}: {2}',
  '{1} Kbps/{2} Kbps',
  '{1} Kbps',
];

let known: Known | undefined;

/** Made when it is first asked for: no run needs it. */
function knownTexts(): Known {
  const all = new Set([...Object.keys(PORTUGUESE), ...Object.values(PORTUGUESE), ...IN_EVERY_LANGUAGE]);
  const templates = [...all]
    .filter((text) => text.includes('{1}'))
    .map((text) => text.split(/(?:\{\d+\})+/))
    .map((between) => ({ between, weight: between.join('').replace(/[^\p{L}]/gu, '').length }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const words = new Set(WORDS.flatMap((word) => [word, PORTUGUESE[word] ?? word]));
  const whole = new Set([...all].filter((text) => !text.includes('{1}') && (text.includes(' ') || words.has(text))));
  return { whole, templates };
}

/**
 * Of our texts that are a single word those that a helper must see. Another one might be what a customer is called (amber is a
 * colour of the page, and a name), and nothing tells whose it is.
 */
const WORDS = `
  done interrupted terminated refused withheld approved forced expected restored adopted policies subscribers
  groups policy subscriber group member ranges contract customers POLICIES SUBSCRIBERS GROUPS SKIPPED name
  address login what reason detail fate time blocks opens slows lifts changes comes leaves speeds plans deletes
  grouped whole moving cut read map write none blocked unlimited unknown expired warning error failed paused
  resumed yes no
`
  .trim()
  .split(/\s+/);

/** Values within values; deeper than that nothing of ours is put together. */
const DEEPEST = 8;

function maskedPart(text: string, depth: number): string {
  known ??= knownTexts();
  if (text === '' || known.whole.has(text)) return text;
  const [, count = '', counted = ''] = /^(\d+) (.+)$/.exec(text) ?? [];
  if (known.whole.has(counted)) return `${formOf(count)} ${counted}`;
  if (depth > DEEPEST) return maskedWords(text);
  for (const { between } of known.templates) {
    const values = valuesIn(text, between);
    if (values !== undefined)
      return between.reduce((said, part, at) => `${said}${maskedPart(values[at - 1] ?? '', depth + 1)}${part}`);
  }
  const parts = text.split(SIGNS);
  if (parts.length === 1) return maskedWords(text);
  return parts.map((part, at) => (at % 2 === 1 ? part : maskedPart(part, depth + 1))).join('');
}

/** What our lists and brackets are made of. */
const SIGNS = /(; |, |: | \(|\)| -> | {2,}|")/;

/** The values of a sentence, each as short as can be; undefined where it is another one. Looks at each character once. */
function valuesIn(text: string, between: readonly string[]): string[] | undefined {
  const [first = '', ...others] = between;
  if (!text.startsWith(first)) return undefined;
  const values: string[] = [];
  let at = first.length;
  for (const [place, part] of others.entries()) {
    const isLast = place === others.length - 1;
    const end = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    if (end < at || (isLast && !text.endsWith(part))) return undefined;
    values.push(text.slice(at, end));
    at = end + part.length;
  }
  return values;
}

function maskedWords(text: string): string {
  return text.replace(/[^ ]+/g, (word) => (isOfTheTrade(word) ? word : formOf(word)));
}

/** Words that name nobody: flags, tables, methods, units, and what systems call their troubles. */
const OF_THE_TRADE: ReadonlySet<string> = new Set([
  ...FLAGS.map(({ name }) => `--${name}`),
  ...Object.keys(constants.errno),
  ...['ENOTFOUND', 'EAI_AGAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ...['IXC', 'BQN', 'HTTP', 'TLS', 'GET', 'POST', 'PUT', 'DELETE', 'Kbps', 'ms', 's', 'MB', 'kB', 'GMT', 'UTC', '%'],
  ...['radusuarios', 'radgrupos', 'cliente_contrato', 'radpop', 'radpop_radio', 'policies/rate', 'subscriberGroups'],
  ...['policyRate', 'policyId', 'subscriberId', 'policyAssignedBy', 'downlink', 'uplink', 'rateLimitDownlink'],
  ...['rateLimitUplink', 'subscriberMembers', 'subscriberRanges', 'Billing-Block', 'Billing-Slow', 'status_internet'],
]);

function isOfTheTrade(word: string): boolean {
  return OF_THE_TRADE.has(word);
}

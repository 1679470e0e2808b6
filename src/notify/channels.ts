import { sendMessage } from '../http/message.ts';
import { isFailure } from '../report/metrics.ts';
import type { RunFacts } from '../report/report-file.ts';
import { type Outcome, refusalsOf } from '../run/outcome.ts';
import type { NotifySettings, Settings, Telegram } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import { isoTime } from '../text/local-time.ts';
import { cleared, firstOf, joined, line, type Shown } from '../text/shown.ts';
import type { Notice } from './notice.ts';

/** For one try, in ms. */
const LIMIT_MS = 10_000;
const TRIES = 2;
/** Telegram takes 4,096 characters. */
const LONGEST = 3500;

/** Where something is told, and what is sent there. */
export interface Letter {
  /** The flag, for messages; the address itself is a secret. */
  readonly flag: '--ping-url' | '--notify-url' | '--telegram';
  readonly url: URL;
  readonly json: Message | undefined;
}

/** Whatever else it holds, its text is one that people may read. */
type Message = { readonly text: Shown } & Readonly<Record<string, unknown>>;

/** What came of a letter; `trouble` is undefined where it arrived. */
export interface Delivery {
  readonly letter: Letter;
  readonly trouble: Shown | undefined;
}

/** The sign of life of a run, for who watches that none is missing; undefined where nobody does. */
export function pingOf({ ping }: NotifySettings, facts: Pick<RunFacts, 'exitCode'>): Letter | undefined {
  if (ping === undefined) return undefined;
  return { flag: '--ping-url', json: undefined, url: isFailure(facts) ? below(ping, String(facts.exitCode)) : ping };
}

/** A path further down, with what stands behind the `?` kept. */
function below(url: URL, step: string): URL {
  const deeper = new URL(url);
  deeper.pathname = `${url.pathname.replace(/\/$/, '')}/${step}`;
  return deeper;
}

/** One letter for each channel that takes texts. */
export function lettersOf(
  { notify, bqns, secrets }: Pick<Settings, 'notify' | 'bqns' | 'secrets'>,
  facts: Pick<RunFacts, 'exitCode' | 'version' | 'ended'>,
  outcome: Pick<Outcome, 'bqns'> | undefined,
  { events, lines }: Notice,
): Letter[] {
  const labels = bqns.map(({ label }) => label);
  // A start whose settings are wrong does not know its BQNs.
  const head = labels.length === 0 ? line`sync-ixc-bqn:` : line`sync-ixc-bqn (BQN ${labels}):`;
  const text = firstOf(cleared(joined([head, ...lines], '\n'), secrets), LONGEST);
  const { post, telegram } = notify;
  const letters: Letter[] = [];
  if (post !== undefined) {
    const json = {
      program: 'sync-ixc-bqn',
      version: facts.version,
      time: isoTime(facts.ended),
      bqns: labels,
      events,
      exitCode: facts.exitCode,
      text,
      counts: countsIn(outcome),
    };
    letters.push({ flag: '--notify-url', url: post, json });
  }
  if (telegram !== undefined) {
    letters.push({ flag: '--telegram', url: sendUrl(telegram), json: { chat_id: telegram.chat, text } });
  }
  return letters;
}

function sendUrl({ base, token }: Telegram): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}/bot${token}/sendMessage`;
  return url;
}

function countsIn(outcome: Pick<Outcome, 'bqns'> | undefined) {
  return (outcome?.bqns ?? []).map((bqn) => ({
    bqn: bqn.label,
    heldBack: Object.fromEntries(bqn.heldBack.map(({ kind, count }) => [kind, count])),
    refused: refusalsOf(bqn).length,
    writes: bqn.applied?.writes ?? 0,
  }));
}

/** Sends all at the same time, each in two tries of 10 s at most. Never throws. */
export async function deliver(letters: readonly Letter[], signal: AbortSignal): Promise<Delivery[]> {
  return await Promise.all(letters.map((letter) => deliverOne(letter, signal)));
}

async function deliverOne(letter: Letter, signal: AbortSignal): Promise<Delivery> {
  let trouble: Shown | undefined;
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    trouble = await troubleOf(letter, signal);
    if (trouble === undefined) break;
  }
  return { letter, trouble: signal.aborted ? (trouble ?? say`interrupted`) : trouble };
}

async function troubleOf({ url, json }: Letter, signal: AbortSignal): Promise<Shown | undefined> {
  try {
    const status = await sendMessage({ url, json, limitMs: LIMIT_MS, signal });
    return status >= 200 && status < 300 ? undefined : say`${url.host} answered HTTP ${status}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (NO_WAY_OUT.has(code)) return say`${url.host} cannot be reached (${code}): this machine has no way out to there`;
    return say`${url.host} cannot be reached (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** What a machine without DNS, route or leave to go out gets. */
const NO_WAY_OUT: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT']);

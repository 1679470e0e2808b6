import Papa from 'papaparse';
import { doubtsOf, type Judging } from '../billing/plausibility.ts';
import type { Skip, SkipReason } from '../mapping/skip.ts';
import { oddSpeeds, type SpeedJudging } from '../run/odd-speeds.ts';
import type { Outcome } from '../run/outcome.ts';
import { language, phrase, say, translated } from '../text/language.ts';
import { shown } from '../text/shown.ts';
import { doubtText } from './billing-words.ts';
import { SKIP_REASONS, skipDetail, skippedText } from './skip-words.ts';

/** Where in IXC something is mended. Its screens have Portuguese names in every language. */
const LOGINS = 'Provedor > Logins';
const PLANS = 'Provedor > Planos de velocidade';
const CONTRACTS = 'Cadastros > Clientes > Contratos';
/** Not in IXC, but in the file of overrides, or a setting. */
const OVERRIDES = '--overrides';
const SKIPPED_PLANS = '--skip-plan';

/** What somebody in front of IXC does about each reason, and on which screen. */
const CURES: Readonly<Record<SkipReason, readonly [screen: string, cure: string]>> = {
  'no-ip': [LOGINS, phrase`look why the access server reports no IP; end the session if it is stale`],
  'bad-ip': [LOGINS, phrase`type an IPv4 address as the fixed IP, or empty the field`],
  'no-name': [LOGINS, phrase`type a login name`],
  'fixed-ip-taken': [LOGINS, phrase`give one of the logins another fixed IP`],
  'fixed-ip-blocked': [LOGINS, phrase`nothing, if the contract is meant to be blocked`],
  'shared-ip': [LOGINS, phrase`end the stale session, or give one of the logins another IP`],
  'same-ip': [LOGINS, phrase`end the stale session, or give one of the logins another IP`],
  'no-plan': [LOGINS, phrase`choose a speed plan`],
  'unknown-plan': [LOGINS, phrase`choose a speed plan that exists`],
  'plan-left-alone': [SKIPPED_PLANS, phrase`take the plan out, or give the login another one`],
  'unknown-contract': [LOGINS, phrase`choose a contract that exists`],
  'no-status': [CONTRACTS, phrase`give the contract an access state`],
  'no-reduced-plan': [PLANS, phrase`name the plan for arrears (or past the data cap) in the customer's plan`],
  'odd-speed-status': [CONTRACTS, phrase`set the speed state to normal or reduced`],
  'no-such-plan': [OVERRIDES, phrase`name a plan that IXC has`],
  'unreadable-speed': [PLANS, phrase`type the speed as a number and k, M or G, such as 300M`],
  'bad-burst': [PLANS, phrase`type burst, threshold and time, or empty all three`],
  'bad-plan-name': [PLANS, phrase`give the plan a name of letters and digits`],
  'bad-prefix': [LOGINS, phrase`type a prefix such as 2001:db8:0:100::/56, or empty the field`],
  'wide-prefix': [LOGINS, phrase`delegate a prefix of the length that the BQN keys subscribers by`],
  'shared-prefix': [LOGINS, phrase`give one of the logins another prefix`],
  'shared-group': [LOGINS, phrase`give one of the logins another name`],
  'other-plan': [LOGINS, phrase`give the logins of the contract one plan`],
};

/** Every reason there is, with its screen and cure, in English. */
export function mendings(): { readonly problem: string; readonly screen: string; readonly cure: string }[] {
  return Object.entries(SKIP_REASONS).map(([reason, problem]) => {
    const [screen, cure] = CURES[reason as SkipReason];
    return { problem, screen, cure };
  });
}

/** On which screen something is mended, and how, in English. */
export function cureOf(reason: SkipReason): readonly [screen: string, cure: string] {
  return CURES[reason];
}

/**
 * What there is to mend in IXC, a line each, as CSV that the spreadsheet of the language's country opens: in Brazil by
 * semicolons, with the mark that tells it that this is UTF-8. What would be a formula is made harmless.
 */
export function worklistCsv({ desired, billing }: Outcome, judging: Judging & SpeedJudging): string {
  const inPortuguese = language() === 'pt';
  const head = [say`screen`, 'id', say`name`, say`problem`, say`detail`, say`what to do`];
  const doubts = billing === undefined ? [] : doubtsOf(billing, judging);
  const slips = billing === undefined ? [] : oddSpeeds(billing, judging);
  const rows = [
    ...(desired?.skipped ?? []).map(skipRow),
    ...doubts.map((doubt) => ['IXC', '', '', doubtText(doubt), '', '']),
    ...slips.map((said) => [PLANS, '', '', said, '', '']),
  ];
  const cells = [head, ...rows].map((row) => row.map((cell) => harmless(shown(cell))));
  const csv = Papa.unparse(cells, { delimiter: inPortuguese ? ';' : ',', newline: '\r\n' });
  return `${inPortuguese ? '\uFEFF' : ''}${csv}\r\n`;
}

/**
 * What begins a formula, where a cell would begin for a reader that takes any of the usual separators, whatever it makes of
 * quotes: a file by commas is opened with semicolons, too.
 */
const FORMULA = /(^|[,;\t\r\n])(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** An apostrophe says that a cell is text. */
function harmless(cell: string): string {
  return cell.replace(FORMULA, "$1'");
}

function skipRow(skip: Skip): string[] {
  const [screen, cure] = CURES[skip.reason];
  return [screen, ...idAndName(skip), translated(SKIP_REASONS[skip.reason]), skipDetail(skip), translated(cure)];
}

/** Of a plan that was made for reduced speed, which IXC does not have, no id. */
function idAndName(skip: Skip): [id: string, name: string] {
  const { id, name } = 'login' in skip ? { id: skip.login.id, name: skip.login.login } : skip.plan;
  return id < 0 ? ['', skippedText(skip)] : [String(id), name];
}

import { parseSubnet, type Subnet } from '../../address/subnet.ts';
import { canonicalName } from '../../billing/login-name.ts';
import { comparable } from '../../mapping/scope.ts';
import { EVERYBODY, type ScopeRule } from '../../mapping/scope-rule.ts';
import { say } from '../../text/language.ts';
import { type FlagTexts, flagsOf } from '../flag.ts';
import { type BqnSettings, SettingsError } from '../settings.ts';

const SCOPE = "Whom it concerns, per BQN ('192.0.2.7=3,4 192.0.2.8=9') or for all:";

/** The filters that say whom a BQN serves. What they leave alone: `mapping/scope.ts`. */
export const SCOPE_FLAGS = flagsOf(SCOPE, [
  [
    { name: 'only-subnet', decides: true, placeholder: 'LIST', otherwise: 'everybody' },
    'Only logins with an IP in these IPv4 networks, such as 100.64.0.0/16; several by commas',
  ],
  [
    { name: 'skip-subnet', decides: true, placeholder: 'LIST' },
    'Leave logins with an IP in these networks alone, and what the BQN holds there',
  ],
  [
    { name: 'only-site', decides: true, placeholder: 'LIST', otherwise: 'everybody' },
    'Only logins of these sites (id_concentrador, else concentrador, else conexao; --check lists them)',
  ],
  [{ name: 'skip-site', decides: true, placeholder: 'LIST' }, 'Leave logins of these sites alone'],
  [{ name: 'skip-plan', decides: true, placeholder: 'LIST' }, 'Leave these plans (id or name) and their logins alone'],
  [{ name: 'skip-login', decides: true, placeholder: 'LIST' }, 'Leave these logins alone'],
]);
type ScopeFlag = (typeof SCOPE_FLAGS)[number]['name'];
const NAMES: readonly ScopeFlag[] = SCOPE_FLAGS.map(({ name }) => name);
/** In place of a list, for a BQN that serves everybody. */
const ALL = '*';

/** Whom each BQN serves; without a BQN, for showing, under `''`. @throws {SettingsError} */
export function scopesOf(values: FlagTexts<ScopeFlag>, bqns: readonly BqnSettings[]): ReadonlyMap<string, ScopeRule> {
  const given = NAMES.filter((flag) => values.text(flag) !== undefined);
  if (given.length === 0) return new Map();
  const lists = given.map((flag) => [flag, listsOf(flag, values, bqns)] as const);
  const labels = bqns.length === 0 ? [''] : bqns.map(({ label }) => label);
  return new Map(labels.map((label) => [label, ruleOf(label, lists, values)]));
}

/** A list for each BQN by its label, or one for all under `''`. */
type Lists = ReadonlyMap<string, readonly string[]>;

function listsOf(flag: ScopeFlag, values: FlagTexts<ScopeFlag>, bqns: readonly BqnSettings[]): Lists {
  const text = values.text(flag) ?? '';
  // A blank ends a list only where the next BQN's begins, since names of sites and plans hold blanks.
  const parts = text.trim().split(/\s+(?=[^\s,=]+=)/);
  const named = parts.map((part) => /^([^\s,=]+)=(.*)$/.exec(part));
  if (parts.length === 1 && !isForOneBqn(named[0]?.[1], bqns)) return new Map([['', entriesOf(flag, text, values)]]);
  const lists = new Map<string, readonly string[]>();
  for (const match of named) {
    const bqn = bqns.find((one) => isCalled(one, match?.[1] ?? ''));
    if (match === null || bqn === undefined || lists.has(bqn.label)) {
      throw values.refuse(flag, say`a list, or a list for each BQN that is given: '192.0.2.7=3,4 192.0.2.8=9'`);
    }
    lists.set(bqn.label, entriesOf(flag, match[2] ?? '', values));
  }
  refuseForgotten(flag, lists, bqns);
  return lists;
}

/** A name may hold `=` as well; before one an address of a BQN stands, or what looks like it. */
function isForOneBqn(name: string | undefined, bqns: readonly BqnSettings[]): boolean {
  return name !== undefined && (bqns.some((bqn) => isCalled(bqn, name)) || /^[\d.]+(?::\d+)?$/.test(name));
}

function isCalled({ host, label }: BqnSettings, name: string): boolean {
  return name === host || name === label;
}

function entriesOf(flag: ScopeFlag, text: string, values: FlagTexts<ScopeFlag>): string[] {
  const entries = wordsOf(text);
  if (entries === undefined || entries.some((entry) => entry === '') || (entries.includes(ALL) && entries.length > 1)) {
    throw values.refuse(flag, say`a list by commas, without an empty place`);
  }
  return entries;
}

/** By commas, which a name within quotes may hold, as in CSV: `"silva, maria",jose`. @returns undefined for an open quote */
function wordsOf(text: string): string[] | undefined {
  const words: string[] = [];
  for (let rest = text.trim(); ; ) {
    const [whole, quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^",][^,]*|))(?:,\s*|$)/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    words.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    const isLast = whole.length === rest.length && !/,\s*$/.test(whole);
    if (isLast) return words;
    rest = rest.slice(whole.length);
  }
}

/** One that `only` does not name would serve everybody, which nobody said. */
function refuseForgotten(flag: ScopeFlag, lists: Lists, bqns: readonly BqnSettings[]): void {
  const forgotten = bqns.find(({ label }) => !lists.has(label));
  if (forgotten === undefined || !flag.startsWith('only-')) return;
  throw new SettingsError(
    say`--${flag} says nothing of BQN ${forgotten.label}: name it as well, as ${forgotten.host}=${ALL} if it serves everybody.`,
  );
}

function ruleOf(
  label: string,
  lists: readonly (readonly [ScopeFlag, Lists])[],
  values: FlagTexts<ScopeFlag>,
): ScopeRule {
  const entries = (flag: ScopeFlag): readonly string[] => {
    const found = lists.find(([name]) => name === flag)?.[1];
    const list = found?.get(label) ?? found?.get('') ?? [];
    return list[0] === ALL && flag.startsWith('only-') ? [] : list;
  };
  const named = (flag: ScopeFlag) => new Set(entries(flag).map(comparable));
  const subnets = (flag: ScopeFlag) => entries(flag).map((text) => subnetOf(flag, text, values));
  const only = { subnets: subnets('only-subnet'), sites: named('only-site') };
  return {
    ...EVERYBODY,
    said: lists
      .flatMap(([flag]) => (entries(flag).length === 0 ? [] : [`${flag} ${entries(flag).map(quotedName).join(',')}`]))
      .join('; '),
    onlySubnets: only.subnets.length === 0 ? undefined : only.subnets,
    skipSubnets: subnets('skip-subnet'),
    onlySites: only.sites.size === 0 ? undefined : only.sites,
    skipSites: named('skip-site'),
    skipPlans: named('skip-plan'),
    skipLogins: new Set(entries('skip-login').map(canonicalName)),
  };
}

function quotedName(name: string): string {
  return name.includes(',') ? `"${name.replaceAll('"', '""')}"` : name;
}

function subnetOf(flag: ScopeFlag, text: string, values: FlagTexts<ScopeFlag>): Subnet {
  const subnet = parseSubnet(text);
  if (subnet === undefined) throw values.refuse(flag, say`IPv4 networks such as 100.64.0.0/16, several by commas`);
  return subnet;
}

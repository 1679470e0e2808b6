import type { Billing } from '../billing/reading.ts';
import { KIND_NAMES } from '../bqn/kinds.ts';
import type { GrossError } from '../changes/gross.ts';
import type { HarmKind } from '../changes/harm.ts';
import type { HeldBack, HeldKind } from '../changes/held-back.ts';
import type { PutOff } from '../changes/leaving.ts';
import { customerKey } from '../customers/customer.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Rates } from '../mapping/desired.ts';
import { type BqnOutcome, tally } from '../run/outcome.ts';
import { phrase, say, translated } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import { cutName } from '../text/printable.ts';
import { joined, line, type Shown } from '../text/shown.ts';
import { describeFate } from './fate-lines.ts';

/** Customers whom a held-back line names. */
const MOST_WHO = 10;

/**
 * `held back: 64 of 338 subscribers newly blocked (limit 20 %, --max-block): maria, jose and 62 more; if this is meant, run
 * once with --approve blocks=64 (or --force for everything)`.
 * @param isNamed false for whom no name is meant, neither of a customer nor of a plan, which an ISP may have called after one
 */
export function heldBackText(part: HeldBack, isNamed = true): Shown {
  const { kind, count, outOf, plans = [], since, joined: newly } = part;
  const who = isNamed ? namesOf(part) : [];
  const named = line`${who.slice(0, MOST_WHO).map(cutName)}`;
  const more = who.length > MOST_WHO ? say` and ${who.length - MOST_WHO} more` : '';
  const names = named === '' ? '' : line`: ${named}${more}`;
  const slips = plans.length === 0 ? '' : line`; ${joined(plans.map(isNamed ? grossText : speedsText), '; ')}`;
  const pass = say`if this is meant, run once with --approve ${kind}=${count} (or --force for everything)`;
  // What begins with this run needs no time.
  const began = since === undefined || newly?.length === count ? '' : say`, since ${localTime(since)}`;
  return say`held back: ${count} of ${outOf} ${heldWhat(kind)} (${reasonText(part)})${began}${names}${slips}; ${pass}`;
}

/** What would have happened to so many. */
export function heldWhat(kind: HeldKind): Shown {
  if (kind === 'policies' || kind === 'groups')
    return say`${translated(KIND_NAMES[kind === 'policies' ? 'policy' : 'group'])} to delete`;
  return translated(HARM_WORDS[kind]);
}

const HARM_WORDS: Readonly<Record<HarmKind, Shown>> = {
  blocks: phrase`subscribers newly blocked`,
  opens: phrase`blocked subscribers whose contract is gone`,
  speeds: phrase`subscribers slowed to less than half, or let go without a limit`,
  plans: phrase`subscribers losing their plan`,
  leaves: phrase`subscribers to delete`,
};

/** So many of one kind, by themselves. */
function heldCount({ kind, count }: Pick<HeldBack, 'kind' | 'count'>): Shown {
  switch (kind) {
    case 'blocks':
      return say`${count} {1|subscriber|subscribers} newly blocked`;
    case 'opens':
      return say`${count} blocked {1|subscriber|subscribers} whose contract is gone`;
    case 'speeds':
      return say`${count} {1|subscriber|subscribers} slowed to less than half, or let go without a limit`;
    case 'plans':
      return say`${count} {1|subscriber|subscribers} losing their plan`;
    case 'leaves':
      return say`${count} {1|subscriber|subscribers} to delete`;
    case 'policies':
      return say`${count} {1|policy|policies} to delete`;
    case 'groups':
      return say`${count} {1|group|groups} to delete`;
  }
}

/** What people call the customers whom a part is held back from. */
export function namesOf({ who, fates }: Pick<HeldBack, 'who' | 'fates'>): readonly string[] {
  const logins = new Map(fates.map(({ customer, login }) => [customer, login]));
  return who.map((customer) => logins.get(customer) ?? customer);
}

/** Why it is too much. */
export function reasonText({ crossing, limitPercent, flag }: HeldBack): Shown {
  switch (crossing?.kind) {
    case 'day':
      return say`limit ${crossing.limitPercent} % within a day, ${flag}`;
    case 'never before':
      return say`never before: the most of any hour so far was ${crossing.most}`;
    case 'gross':
      return say`a plan's speed that looks like a slip, whatever its share`;
    default:
      return say`limit ${limitPercent} %, ${flag}`;
  }
}

/** `plan Gold: 300000/150000 -> 300/150 Kbps (51 customers)`. */
export function grossText({ policy, before, after, who }: GrossError): Shown {
  return say`plan ${cutName(policy)}: ${ratesText(before)} -> ${ratesText(after)} Kbps (${who.length} {4|customer|customers})`;
}

function speedsText({ before, after, who }: GrossError): Shown {
  return say`a plan: ${ratesText(before)} -> ${ratesText(after)} Kbps (${who.length} {3|customer|customers})`;
}

function ratesText({ downKbps, upKbps }: Rates): Shown {
  const way = (kbps: number) => (kbps < 0 ? say`no limit` : String(kbps));
  return line`${way(downKbps)}/${way(upKbps)}`;
}

/** What is not deleted for now, and why; undefined for nothing. */
export function putOffText({ putOff }: Pick<BqnOutcome, 'putOff'>): Shown | undefined {
  if (putOff === undefined) return undefined;
  return putOff.since === undefined ? blockedText(putOff) : massText(putOff, putOff.since);
}

function blockedText({ count }: PutOff): Shown {
  return say`${count} blocked {1|customer who is|customers who are} offline {1|keeps the entry|keep their entries}: many left of late, and they go last`;
}

function massText({ count, blocked }: PutOff, since: number): Shown {
  return say`${count} customers who are offline keep their entries since ${localTime(since)} (${blocked} of them blocked): so many at once are more likely a power cut, or accounting that is down, than customers who left`;
}

/** This long a large part of all customers being offline is no power cut any more. In s. */
const LONG_DARK_S = 7200;

/** That a fifth of the customers has been offline for two hours; undefined where it is not so. */
export function darkText({ offline }: Pick<BqnOutcome, 'offline'>): Shown | undefined {
  if (offline?.darkSince === undefined || offline.at - offline.darkSince < LONG_DARK_S) return undefined;
  return say`${offline.count} customers, a fifth of all or more, are offline since ${localTime(offline.darkSince)}: look whether IXC's accounting still works`;
}

/** Customers whom `--held` shows where not all are asked for. */
const FIRST = 20;

/** What is held back of one kind: how many, since when, what they have in common, who, and how to let it pass. */
export function heldLines(bqn: BqnOutcome, part: HeldBack, billing: Billing | undefined, showsAll: boolean): Shown[] {
  const { incident, fates } = part;
  const shown = showsAll ? fates : fates.slice(0, FIRST);
  const since =
    incident === undefined
      ? []
      : [
          say`  since ${localTime(incident.began)}, ${incident.most} at most, ${incident.members.size} with those who are away`,
        ];
  const common = commonOf(part, billing);
  return [
    line`BQN ${bqn.label}: ${heldCount(part)}`,
    ...since,
    ...(part.plans ?? []).map((one) => line`  ${grossText(one)}`),
    ...(common.length === 0 ? [] : [line`  ${joined(common, '; ')}`]),
    ...shown.map((fate) => line`    ${describeFate(fate)}`),
    ...(shown.length < fates.length ? [say`    ... and ${fates.length - shown.length} more; --held -v shows all`] : []),
    say`  if this is meant: --approve ${part.kind}=${part.count}`,
  ];
}

/** What at least half of them have in common: `1354 of 1360 turned CA`, `1120 are of site 3`. A block alone comes of a turn of the contract. */
function commonOf({ kind, fates, incident }: HeldBack, billing: Billing | undefined): Shown[] {
  const planNames = new Map((billing?.plans.rows ?? []).map(({ id, name }) => [id, name]));
  const sites = new Map(
    (billing?.logins.rows ?? []).flatMap(({ id, site }) =>
      site === undefined ? [] : [[customerKey({ loginId: id }), site.value] as const],
    ),
  );
  const most = (of: (fate: FateChange) => string): { value: string; count: number } | undefined => {
    const [first] = tally(fates.map(of).filter((value) => value !== ''));
    return first === undefined || first[1] * 2 < fates.length ? undefined : { value: first[0], count: first[1] };
  };
  const state = most(({ status }) => status.trim());
  const plan = most(({ plan: id }) => (id === 0 ? '' : (planNames.get(id) ?? String(id))));
  const site = most(({ customer }) => sites.get(customer) ?? '');
  const hour = most(({ customer }) => hourOf(incident?.members.get(customer)));
  return [
    ...(state === undefined
      ? []
      : [
          kind === 'blocks'
            ? say`${state.count} of ${fates.length} turned ${cutName(state.value)}`
            : say`${state.count} of ${fates.length} {1|has|have} contract state ${cutName(state.value)}`,
        ]),
    ...(plan === undefined ? [] : [say`${plan.count} {1|has|have} plan ${cutName(plan.value)}`]),
    ...(site === undefined ? [] : [say`${site.count} {1|is|are} of site ${cutName(site.value)}`]),
    ...(hour === undefined ? [] : [say`${hour.count} since ${hour.value}`]),
  ];
}

function hourOf(since: number | undefined): Shown {
  return since === undefined ? line`` : line`${localTime(since).slice(0, 13)}:00`;
}

/** Members of a cluster that differ after a run: `192.0.2.8 lacks 10 blocks`. */
export function lackingLines(bqns: readonly BqnOutcome[]): Shown[] {
  const judged = bqns.filter(({ plan, error }) => plan !== undefined && error === undefined);
  return judged.flatMap(({ label, heldBack }) =>
    heldBack.flatMap(({ kind, fates }) => {
      const others = judged.filter((other) => other.label !== label);
      const lacks = (other: BqnOutcome) => {
        const theirs = new Set(other.heldBack.filter((part) => part.kind === kind).flatMap(({ who }) => who));
        return fates.filter(({ customer }) => other.plan?.online.has(customer) === true && !theirs.has(customer))
          .length;
      };
      const most = Math.max(0, ...others.map(lacks));
      return most === 0 ? [] : [say`BQN ${label} lacks ${most} ${kind} that another has: --held shows them`];
    }),
  );
}

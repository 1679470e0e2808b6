import pc from 'picocolors';
import { KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { Change } from '../changes/change-plan.ts';
import type { Membership } from '../changes/membership.ts';
import type { BqnOutcome } from '../run/outcome.ts';
import { phrase, say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { coloured, joined, line, type Shown, shown } from '../text/shown.ts';
import { heldWhat } from './held-lines.ts';
import { whyText } from './why-text.ts';

export interface PreviewOptions {
  readonly colour: boolean;
  /** Changes shown of each sort. */
  readonly most: number;
  /** Whether it is compared with what IXC asks for; not where all is put back or removed. */
  readonly isWanted?: boolean;
}

const ACTIONS = ['create', 'update', 'delete'] as const;
const VERBS = { create: phrase`to create`, update: phrase`to change`, delete: phrase`to delete` } as const;
const SIGNS = { create: '+', update: '~', delete: '-' } as const;

/** What a run would write on a BQN, or did write: grouped, old -> new, with the reason. */
export function preview(bqn: BqnOutcome, changes: readonly Change[], options: PreviewOptions): Shown[] {
  const paint = painter(options.colour);
  const { most, isWanted = true } = options;
  const shown = (change: Change) => paint(change.action, line`    ${describeChange(change)}`);
  const lines = KINDS.flatMap((kind) =>
    ACTIONS.flatMap((action) => {
      const found = changes.filter((change) => change.kind === kind && change.action === action);
      return found.length === 0
        ? []
        : section(line`${translated(KIND_NAMES[kind])} ${translated(VERBS[action])}`, found, most, shown);
    }),
  );
  const held = bqn.heldBack.flatMap((part) =>
    section(say`held back by ${part.flag}: ${heldWhat(part.kind)}`, part.changes, most, shown),
  );
  const memberships = bqn.plan?.memberships ?? [];
  const joining = memberships.filter(({ added }) => added.length > 0);
  const leaving = memberships.filter(({ added }) => added.length === 0);
  const sites = [
    ...sectionOfSites(say`subscribers to put into the groups of their sites`, joining, most),
    ...sectionOfSites(say`subscribers to take out of groups of sites`, leaving, most),
  ];
  if (lines.length + held.length + sites.length === 0) return [say`BQN ${bqn.label}: ${nothingToWrite(bqn, isWanted)}`];
  return [say`BQN ${bqn.label}:`, ...lines, ...sites, ...held];
}

function sectionOfSites(title: Shown, memberships: readonly Membership[], most: number): Shown[] {
  return memberships.length === 0 ? [] : section(title, memberships, most, membershipLine);
}

function nothingToWrite({ plan }: BqnOutcome, isWanted: boolean): Shown {
  const left = plan?.stuck.length ?? 0;
  if (left === 0 && !isWanted) return say`nothing to write`;
  return left === 0
    ? say`nothing to write, it agrees with IXC`
    : say`nothing to write; ${left} left as they are, see below`;
}

type Paint = (action: Change['action'], text: Shown) => Shown;

function painter(colour: boolean): Paint {
  const { green, yellow, red } = pc.createColors(colour);
  const colours = { create: green, update: yellow, delete: red } as const;
  return (action, text) => coloured(text, colours[action]);
}

function section<T>(title: Shown, items: readonly T[], most: number, show: (item: T) => Shown): Shown[] {
  const shown = items.slice(0, most).map(show);
  const more = items.length > most ? [say`    ... and ${items.length - most} more; --dry-run -v shows all`] : [];
  return [line`  ${title} (${items.length})`, ...shown, ...more];
}

function membershipLine({ key, who, added, removed }: Membership): Shown {
  const all = [...added.map((name) => `+ ${name}`), ...removed.map((name) => `- ${name}`)];
  return line`    ~ ${cutName(`${key} ${who}`)}: ${joined(all.map(shown), ' ')}`;
}

/** `~ 100.64.0.7 maria: policyRate Gold -> Billing-Block (contract 12: CA -> blocked)`. */
export function describeChange(change: Change): Shown {
  const { action, key, who, why } = change;
  const fields = change.action === 'delete' ? [] : change.fields;
  const name = who === key ? key : `${key} ${who}`;
  const show = (value: string | null) => value ?? say`none`;
  const told = action === 'create' ? fields.filter(({ to }) => to !== who) : fields;
  const changed = told.map(({ field, from, to }) =>
    action === 'create' ? line`${field} ${show(to)}` : line`${field} ${show(from)} -> ${show(to)}`,
  );
  const what = changed.length === 0 ? '' : line`: ${changed}`;
  return line`${SIGNS[action]} ${cutName(name)}${what} (${whyText(why)})`;
}

/** How many were put into the groups of their sites, and how many taken out of others; nothing for none. */
export function membershipsDone(joined: number, left: number): Shown[] {
  return [
    ...(joined > 0 ? [say`${joined} {1|customer|customers} put into the groups of their sites`] : []),
    ...(left > 0 ? [say`${left} {1|customer|customers} taken out of groups of sites`] : []),
  ];
}

/** `put maria (100.64.0.1) into L1-north, L2-hill`; whoever moved comes out of those of before by the same write. */
export function membershipText({ who, key, added, removed }: Omit<Membership, 'path' | 'groups'>): Shown {
  const [name, into, out] = [cutName(who), added.map(cutName), removed.map(cutName)];
  if (removed.length === 0) return say`put ${name} (${key}) into ${into}`;
  if (added.length === 0) return say`take ${name} (${key}) out of ${out}`;
  return say`put ${name} (${key}) into ${into}, and out of ${out}`;
}

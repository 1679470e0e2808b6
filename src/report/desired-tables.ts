import { BLOCK_POLICY, type Desired, type Group, type Policy, type Subscriber } from '../mapping/desired.ts';
import { say, translated } from '../text/language.ts';
import { line, type Shown } from '../text/shown.ts';
import { statusText } from './billing-words.ts';
import { SKIP_REASONS, skipDetail, skippedText } from './skip-words.ts';
import { cut, table } from './table.ts';

/** Rows of a table when it was not asked for whole (`-v`). */
export const SHORT_TABLE = 20;

/** The three tables that the old script's users know: what IXC wants of a BQN. */
export function desiredTables(desired: Desired, most: number): Shown[] {
  return [
    ...listed(
      say`POLICIES`,
      [say`policy`, line`id`, say`downlink Kbps`, say`uplink Kbps`],
      [...desired.policies.values()],
      policyRow,
      most,
    ),
    ...listed(
      say`SUBSCRIBERS`,
      [say`address`, say`subscriber`, say`policy`, say`contract`],
      [...desired.subscribers.values()],
      subscriberRow,
      most,
    ),
    ...(desired.groups.size === 0
      ? []
      : listed(
          say`GROUPS`,
          [say`group`, say`member`, say`ranges`, say`policy`],
          [...desired.groups.values()],
          groupRow,
          most,
        )),
  ];
}

/** What did not become what it usually becomes, each with its reason. */
export function skippedTable(desired: Desired, most: number): Shown[] {
  if (desired.skipped.length === 0) return [];
  return listed(
    say`SKIPPED`,
    [say`what`, say`reason`, say`detail`],
    desired.skipped,
    (skip) => [skippedText(skip), translated(SKIP_REASONS[skip.reason]), skipDetail(skip)],
    most,
  );
}

function listed<T>(
  title: Shown,
  head: readonly Shown[],
  rows: readonly T[],
  row: (entry: T) => readonly string[],
  most: number,
): Shown[] {
  const { shown, more } = cut(rows, most);
  const lines = table(line`${title} (${rows.length})`, head, shown.map(row));
  return [...lines, ...(more > 0 ? [say`... and ${more} more; --dry-run -v shows all`] : []), line``];
}

function policyRow({ name, id, downKbps, upKbps }: Policy): string[] {
  return [name, id, showRate(downKbps), showRate(upKbps)];
}

function subscriberRow(subscriber: Subscriber): string[] {
  const { ip, id, standing } = subscriber;
  const shown = standing.contract === 0 ? '-' : `${standing.contract} ${statusText(standing)}`;
  return [ip, id, wantedPolicy(subscriber), shown];
}

function groupRow({ name, joined = [], ...lead }: Group): string[] {
  const shares = [lead, ...joined];
  const shown = shares.map(({ ranges }) => (ranges === 'last good' ? say`(as they are)` : ranges.join(' ')));
  const members = shares.map(({ subscriber }) => subscriber.ip).join(' ');
  return [name, members, shown.join(' ').trim(), wantedPolicy(lead.subscriber)];
}

function wantedPolicy({ standing, choice }: Subscriber): string {
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  switch (choice.kind) {
    case 'named':
      return choice.name;
    case 'ifThere':
      return say`${choice.name} (if the BQN has it)`;
    case 'unread':
      return say`(as it is)`;
    case 'none':
      return '-';
  }
}

/** Kbps; the two special rates in words. */
export function showRate(kbps: number): string {
  if (kbps === -1) return say`unlimited`;
  return kbps === 0 ? say`blocked` : String(kbps);
}

import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { listFolder } from '../files/folder.ts';
import { BLOCK_POLICY, type Desired, type Subscriber } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';

/** Whether another copy of this program writes to a BQN of ours: what `--check` says of it. */

/** State files that are opened, and how large one may be to be opened for this. In bytes. */
const MOST_FILES = 50;
const LARGEST = 50_000_000;
const USUAL_NAME = 'sync-ixc-bqn.state.json';

/** What another state file names. */
export interface OtherState {
  readonly path: string;
  readonly ledger: Pick<Ledger, 'labels' | 'bqn'>;
}

/** State files beside ours, beside the program, and in the folders next to these. */
export function otherStates({ stateFile, program }: Pick<Settings, 'stateFile' | 'program'>): OtherState[] {
  const folders = new Set([dirname(stateFile), dirname(program)]);
  const inside = [...folders].flatMap((folder) =>
    listFolder(folder)
      .filter((name) => /state.*\.json$/i.test(name))
      .map((name) => join(folder, name)),
  );
  const nextTo = [...folders]
    .map(dirname)
    .filter((parent) => !isAnybodys(parent))
    .flatMap((parent) => listFolder(parent).map((name) => join(parent, name, USUAL_NAME)));
  const ours = realOf(stateFile);
  const paths = [...inside, ...nextTo]
    .map(realOf)
    .filter((path): path is string => path !== undefined && path !== ours);
  return [...new Set(paths)].slice(0, MOST_FILES).flatMap((path) => {
    const ledger = openLedger(path);
    return ledger === undefined ? [] : [{ path, ledger }];
  });
}

/** Of a folder such as /tmp nobody knows who put what into it. */
function isAnybodys(folder: string): boolean {
  return ((statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o002) !== 0;
}

function realOf(path: string): string | undefined {
  try {
    return statSync(path).size <= LARGEST ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for a file that is none of ours, or damaged. */
function openLedger(path: string): Ledger | undefined {
  try {
    return Ledger.openSound(path);
  } catch {
    return undefined;
  }
}

/** The state files that name a BQN, by its name or by the certificate that it shows. */
export function twiceKept(label: string, ours: Ledger, others: readonly OtherState[]): Shown[] {
  const { fingerprint } = ours.bqn(label);
  const names = ({ ledger }: OtherState) =>
    ledger.labels().some((other) => {
      const theirs = ledger.bqn(other).fingerprint;
      return other === label || (fingerprint !== undefined && theirs === fingerprint);
    });
  return others
    .filter(names)
    .map(
      ({ path }) =>
        say`BQN ${label} stands in another state file, too: ${path}; two copies of this program that write to one BQN take each other's entries for a stranger's: keep one, and take the other out of cron`,
    );
}

/** Entries that are as this program would write them, and that it knows nothing of. */
export function foreignEquals(label: string, { subscribers }: BqnState, desired: Desired, ours: Ledger): Shown[] {
  const { subscriber: owned } = ours.bqn(label).owned;
  let count = 0;
  for (const [ip, entry] of subscribers) {
    const wanted = owned.has(ip) || isFromRules(entry) ? undefined : desired.subscribers.get(ip);
    if (wanted !== undefined && entry.id === wanted.id && entry.policy === policyOf(wanted)) count++;
  }
  if (count === 0) return [];
  return [
    say`BQN ${label}: ${count} entries are as this program writes them, and it did not write them: the old script did, or another copy of this program writes there with equal settings: if one still does, stop it, as two would undo each other`,
  ];
}

/** Undefined where the program would write none of its own. */
function policyOf({ standing, choice }: Subscriber): string | undefined {
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  return choice.kind === 'named' ? choice.name : undefined;
}

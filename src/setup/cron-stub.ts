import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { BQN_CRON_FOLDER } from '../run/cron-wiring.ts';
import { writeNamed } from '../settings/named-file.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { cronCopyIn } from './cron-copy.ts';
import { quote } from './wrapper-file.ts';

/** Its first words, by which it is known again. */
const MARK = '# Starts the wrapper of sync-ixc-bqn';
const STUB_MODE = 0o700;
const KEPT_MODE = 0o600;
/** In bytes. */
const LARGEST_FILE = 1_000_000;

/** What lies in cron's folder: no settings, no secrets. What an editor of Windows leaves in the wrapper is passed over. */
function cronStub(wrapper: string): string {
  return `#!/bin/bash
${MARK}, where the settings are. Laid here by --init; there is nothing to change.
export SYNC_SELF=${quote(wrapper)}
[ -f "$SYNC_SELF" ] || { echo "sync-ixc-bqn: $SYNC_SELF is not there" >&2; exit 2; }
exec /bin/bash <(LC_ALL=C sed -e $'1s/^\\xef\\xbb\\xbf//' -e 's/\\r$//' "$SYNC_SELF") "$@"
`;
}

function isCronStub(text: string): boolean {
  return text.includes(MARK);
}

/**
 * Lays the stub into the folder of a BQN's cron. Another wrapper that lies there, with settings of its own, is kept beside
 * the program.
 * @returns what was done, for people; undefined where this machine is no BQN
 * @throws {SettingsError} when it cannot be written
 */
export function layCronStub(wrapper: string, keptIn: string): Shown | undefined {
  if (!existsSync(BQN_CRON_FOLDER)) return undefined;
  const path = join(BQN_CRON_FOLDER, 'sync-ixc-bqn.sh');
  const kept = writeNamed('--init', path, () => {
    const other = keepOther(path, keptIn);
    replaceFile(path, cronStub(wrapper), STUB_MODE);
    return other;
  });
  return kept === undefined
    ? say`laid ${path}, which starts it every 5 minutes`
    : say`laid ${path}, which starts it every 5 minutes; what lay there is kept as ${kept}`;
}

function keepOther(path: string, keptIn: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const text = readRegularFile(path, LARGEST_FILE, undefined, 'anybody');
  if (isCronStub(text)) return undefined;
  const kept = cronCopyIn(keptIn);
  replaceFile(kept, text, KEPT_MODE);
  return kept;
}

import { spawnSync } from 'node:child_process';

/** Whether this machine lets a test have a root folder of its own, as only Linux and only root do. */
export const HAS_OWN_ROOT = spawnSync('/usr/bin/unshare', ['-m', '/bin/true']).status === 0;

/**
 * All of this machine but /etc, and a /bqn as a BQN's box has it. The mounts are of a namespace of their own, and end with
 * its last process.
 */
const SCRIPT = `
set -e
PATH=$PATH:/usr/sbin:/sbin
root=$1; crontab=$2; shift 2
mkdir -p "$root"; mount -t tmpfs none "$root"
for entry in /*; do
  case "$entry" in /etc|/bqn|/lost+found) continue;; esac
  if [ -L "$entry" ]; then cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ]; then mkdir "$root$entry"; mount --rbind "$entry" "$root$entry"; fi
done
mkdir -p "$root/etc" "$root/bqn/root/etc/cron.5"
cp /etc/hosts /etc/passwd "$root/etc/"
printf '%s\\n' "$crontab" > "$root/bqn/root/etc/crontab"
ln -s /bqn/root/etc/crontab "$root/etc/crontab"
exec chroot "$root" "$@"
`;

/** The command in front of a program's own that lets it see a BQN's box, with this text behind /etc/crontab. */
export function onABqn(root: string, crontab: string): string[] {
  return ['/usr/bin/unshare', '-m', '/bin/sh', '-c', SCRIPT, 'sh', root, crontab];
}

import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
/** Where user and system time of children that have ended stand, behind the name of the program. */
const [CHILDREN_USER, CHILDREN_SYSTEM] = [13, 14];

/** CPU that ended child processes of this one took, theirs included, in s; undefined where no /proc says so. */
export function cpuOfChildren(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    // The name may hold blanks and brackets: fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[CHILDREN_USER]) + Number(fields[CHILDREN_SYSTEM])) / TICKS_A_SECOND;
  } catch {
    return undefined;
  }
}

/** CPU of this process and of its ended children, in s. */
export function cpuSoFar(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + (cpuOfChildren() ?? 0);
}

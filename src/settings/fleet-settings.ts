import { resolve } from 'node:path';
import { say } from '../text/language.ts';
import type { CommandLine } from './command-line.ts';
import type { FlagName } from './flags.ts';
import { SettingsError } from './settings.ts';

/** What `--fleet` is told. */
export interface FleetSettings {
  readonly folder: string;
  readonly html: string | undefined;
  readonly metricsFile: string | undefined;
}

const ALONE: readonly FlagName[] = ['fleet', 'html', 'metrics-file', 'lang', 'env-file'];

/**
 * The settings of `--fleet`; undefined where it is not asked for. They stand on the command line alone: the variables of a
 * wrapper are those of its own box, whose page a page of all boxes must not replace.
 * @throws {SettingsError}
 */
export function fleetSettings({ flags, bqns, positionals }: CommandLine): FleetSettings | undefined {
  const { fleet, html, 'metrics-file': metricsFile } = flags;
  if (fleet === undefined) return undefined;
  const [other] = (Object.keys(flags) as FlagName[]).filter((name) => !ALONE.includes(name));
  if (other !== undefined) throw new SettingsError(say`--fleet and --${other} exclude each other.`);
  if (bqns.length + positionals.length > 0) {
    throw new SettingsError(say`--fleet reads report files, and asks no IXC and no BQN: leave these out.`);
  }
  const path = (text: string | undefined) => (text === undefined ? undefined : resolve(text));
  return { folder: resolve(fleet), html: path(html), metricsFile: path(metricsFile) };
}

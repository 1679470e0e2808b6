import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { isTrustedOwner, linkOfAnother } from '../files/trust.ts';
import { SettingsError } from '../settings/settings.ts';
import { lineTroubleText } from '../settings/settings-lines.ts';
import { readWrapperSettings, type WrapperSettings } from '../settings/wrapper-settings.ts';
import { say, speak } from '../text/language.ts';

/** A start through the wrapper, whose settings this program reads. */
export interface WrapperStart {
  /** The wrapper whose settings count. */
  readonly wrapper: WrapperSettings;
  /** What the operator should know of it. */
  readonly hints: readonly string[];
}

/** Where the settings are on a BQN. */
const USUAL_FOLDER = '/root/ixc';
const NAME = 'sync-ixc-bqn.sh';
const OTHERS_MAY_READ = 0o077;

/**
 * The wrapper that this start came through, or the one that it hands over to. The language is its own from here on.
 * @param path of the wrapper that was started
 * @throws {SettingsError} when it is none, or cannot be read
 */
export function wrapperStart(path: string, env: NodeJS.ProcessEnv): WrapperStart {
  const started = readWrapperSettings(path);
  if (started === undefined) {
    throw new SettingsError(say`${path} holds no settings: start the file ${NAME} itself, and not a part of it.`);
  }
  speakAs(started, env);
  // A wrapper of version 2, in cron's folder, has handed over to this one.
  const { wrapper, hints } = env['SYNC_HANDED'] === 'yes' ? alone(started) : handOver(started);
  speakAs(wrapper, env);
  return { wrapper, hints: [...hints, ...openHints(wrapper)] };
}

/** @throws {SettingsError} for a line that is no setting */
export function refuseTrouble({ path, trouble }: WrapperSettings): void {
  if (trouble !== undefined) throw new SettingsError(say`error: ${lineTroubleText(path, trouble, true)}`);
}

function speakAs({ settings }: WrapperSettings, env: NodeJS.ProcessEnv): void {
  speak(settings['IXC_BQN_LANG'] ?? env['IXC_BQN_LANG']);
}

function alone(wrapper: WrapperSettings, ...hints: readonly string[]): WrapperStart {
  return { wrapper, hints };
}

/**
 * There is one copy of the settings: that of the wrapper in SYNC_DIR, whatever else is started, such as an old copy in
 * cron's folder.
 */
function handOver(started: WrapperSettings): WrapperStart {
  const path = join(started.settings['SYNC_DIR'] || USUAL_FOLDER, NAME);
  const stat = otherFile(path, started);
  if (stat === undefined) return alone(started);
  if (!isTrustedOwner(stat) || linkOfAnother(path) !== undefined) {
    return alone(started, say`${path} belongs to another user, so the settings of ${started.path} count`);
  }
  const other = readWrapperSettings(path);
  // A wrapper of before this program has nothing to say.
  if (other === undefined) return alone(started);
  if (!hasSettings(other)) {
    return alone(
      started,
      say`${path} has no settings, so those of ${started.path} count: ${path} --init --from ${started.path}`,
    );
  }
  const differing = hasSettings(started) ? differences(started.settings, other.settings) : [];
  if (differing.length === 0) return alone(other);
  const names = differing.join(', ');
  return alone(other, say`${started.path} is a copy with other settings (${names}); those of ${path} count`);
}

/** @returns undefined where none is, or this is the very one */
function otherFile(path: string, { stat: own }: WrapperSettings): Stats | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return undefined;
  return own !== undefined && stat.dev === own.dev && stat.ino === own.ino ? undefined : stat;
}

function hasSettings({ settings }: WrapperSettings): boolean {
  return (settings['IXC_SERVER'] ?? '') !== '';
}

function differences(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => (one[name] ?? '') !== (other[name] ?? '')).sort();
}

function openHints({ path, settings, stat }: WrapperSettings): string[] {
  const isSecret = (settings['IXC_KEY'] ?? '') + (settings['BQN_REST_PW'] ?? '') !== '';
  if (!isSecret || stat === undefined || (stat.mode & OTHERS_MAY_READ) === 0) return [];
  const mode = (stat.mode & 0o7777).toString(8);
  return [say`${path} holds secrets and other users may read it (mode ${mode}): chmod 700 ${path}`];
}

/** Settings by the names that the wrapper gives them. */
export type WrapperSettings = Readonly<Record<string, string>>;

const START_OF_SETTINGS = /^# -+ Settings/m;
const END_OF_SETTINGS = /^# -+ End of the settings/m;

/** A value that bash reads as it is, whatever it holds. */
function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * The wrapper's text with these settings in the place of those it has, also of those that are commented out. All else
 * stays as it is.
 * @returns undefined when this is not the wrapper of this program
 */
export function fillSettings(wrapper: string, settings: WrapperSettings): string | undefined {
  const end = END_OF_SETTINGS.exec(wrapper)?.index;
  if (end === undefined) return undefined;
  const start = Math.max(0, wrapper.search(START_OF_SETTINGS));
  let head = wrapper.slice(start, end);
  for (const [name, value] of Object.entries(settings)) {
    const line = `${name.startsWith('IXC_BQN_') ? 'export ' : ''}${name}=${quote(value)}`;
    const present = new RegExp(`^#? *(?:export )?${name}=.*$`, 'm');
    // A function, since a `$` in a password would mean something in a replacement text.
    head = present.test(head) ? head.replace(present, () => line) : `${head}${line}\n`;
  }
  return wrapper.slice(0, start) + head + wrapper.slice(end);
}

/** The settings that a wrapper holds, the old Python script's included, as far as they are plain values. */
export function readSettings(wrapper: string, names: readonly string[]): WrapperSettings {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = new RegExp(`^(?:export )?${name}=(.*)$`, 'm').exec(wrapper)?.[1]?.trim();
    if (value !== undefined && value !== '') found[name] = unquote(value);
  }
  return found;
}

/**
 * How often the old Python script's wrapper acts: cron starts it every 5 minutes, and a line of it lets only those pass
 * whose minute is a multiple (`$(date +%M) % 15`).
 * @returns undefined where no such line is, as in a wrapper of ours
 */
export function minutesOfOldScript(wrapper: string): string | undefined {
  const line = wrapper
    .split('\n')
    .find((one) => !one.trimStart().startsWith('#') && /date\b|min/i.test(one) && MODULO.test(one));
  const minutes = Number(MODULO.exec(line ?? '')?.[1]);
  return minutes >= 5 && minutes <= 60 ? String(minutes) : undefined;
}

/** Not the letters of a format, `%M`. */
const MODULO = /%\s*(\d{1,2})\b/;

/** What bash makes of one word: quoted in one of the two ways, pieces side by side, or bare. */
function unquote(text: string): string {
  let value = '';
  for (const [, single, double, escaped, bare] of text.matchAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\#]+)|\s.*$/g,
  )) {
    if (single === undefined && double === undefined && escaped === undefined && bare === undefined) break;
    value += single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? bare ?? '';
  }
  return value;
}

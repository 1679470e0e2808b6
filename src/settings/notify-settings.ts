import { say } from '../text/language.ts';
import type { FlagName, FlagValues } from './flags.ts';
import { type NotifySettings, SettingsError } from './settings.ts';

const TELEGRAM = 'https://api.telegram.org';

/** @throws {SettingsError} whose message shows nothing of a value: each of them is a secret */
export function notifyOf(values: FlagValues): NotifySettings {
  return {
    ping: urlOf(values, 'ping-url'),
    post: urlOf(values, 'notify-url'),
    telegram: telegramOf(values),
    names: values.on('notify-names'),
  };
}

/** As much of it as can be read: who is wrongly set is not told, and the others are. */
export function readableNotify(values: FlagValues): NotifySettings {
  const tried = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  return {
    ping: tried(() => urlOf(values, 'ping-url')),
    post: tried(() => urlOf(values, 'notify-url')),
    telegram: tried(() => telegramOf(values)),
    names: false,
  };
}

/** What of these must not be seen: whoever has the address of a ping or a bot's token can speak in our name. */
export function secretsOf({ ping, post, telegram }: NotifySettings): string[] {
  const ofUrls = [ping, post].flatMap((url) =>
    url === undefined ? [] : [url.href, url.pathname, url.search, url.username, url.password],
  );
  return [...ofUrls, telegram?.token ?? ''].filter((text) => text.length >= SHORTEST_SECRET);
}

/** A path such as `/hook` is in half of all texts. */
const SHORTEST_SECRET = 8;

function urlOf(values: FlagValues, flag: FlagName): URL | undefined {
  const text = values.text(flag)?.trim();
  if (text === undefined || text === '') return undefined;
  const url = parsed(text);
  if (url === undefined) {
    throw new SettingsError(
      say`${values.origin(flag)}: this is no address of the web: write it like https://hc.example/ping/the-code.`,
    );
  }
  return url;
}

function telegramOf(values: FlagValues): NotifySettings['telegram'] {
  const text = values.text('telegram')?.trim();
  if (text === undefined || text === '') return undefined;
  const [token = '', chat = '', base = TELEGRAM, ...rest] = text.split(/\s+/);
  const url = parsed(base);
  const isToken = /^\d+:[\w-]{20,100}$/.test(token);
  if (!isToken || !/^(-?\d+|@\w+)$/.test(chat) || url === undefined || rest.length > 0) {
    throw new SettingsError(
      say`${values.origin('telegram')}: write the bot's token, a blank and the chat's number, as in '123456:the-token -100123'.`,
    );
  }
  return { token, chat, base: url };
}

function parsed(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

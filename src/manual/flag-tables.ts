import { type Flag, variableOf } from '../settings/flag.ts';
import { FLAGS, type FlagName } from '../settings/flags.ts';
import type { Language } from '../text/language.ts';
import { asMarkdown, type Both, code, said, table } from './cells.ts';
import { FLAG_DETAILS } from './flag-details.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['flag', 'variable', 'default', 'what it does'],
  pt: ['opção', 'variável', 'padrão', 'o que faz'],
};
const ONE_START: Both = { en: 'none: for one start only', pt: 'nenhuma: só para uma execução' };
const OFF: Both = { en: 'off', pt: 'desligado' };
const NOTHING: Both = { en: 'none', pt: 'nenhum' };

/** A title and a table for each group of flags, as `--help all` has them. */
export function flagTables(language: Language): string {
  const groups = [...new Set(FLAGS.map((flag) => flag.group))];
  return [connections(language), ...groups.map((group) => groupOf(language, group)), others(language)].join('\n\n');
}

function groupOf(language: Language, group: string): string {
  const rows = FLAGS.filter((flag) => flag.group === group).map((flag) => rowOf(language, flag, flag.name));
  const [title = '', forWhom] = said(language, group).split(/, (?=per BQN|por BQN)/);
  return [
    bold(title),
    ...(forWhom === undefined ? [] : [`${capital(withoutColon(forWhom))}.`]),
    table(TITLES[language], rows),
  ].join('\n\n');
}

function rowOf(language: Language, flag: Flag, name: FlagName): string[] {
  const more = FLAG_DETAILS[name]?.[language];
  const text = `${asMarkdown(said(language, flag.describe))}.${more === undefined ? '' : ` ${more}`}`;
  const variable = variableOf(flag);
  return [forms(flag), variable === undefined ? ONE_START[language] : code(variable), usual(language, flag), text];
}

/** `-ps`, `--page-size N`, each in its own code span. */
function forms({ alias, name, oldName, placeholder }: Flag): string {
  const short = alias ?? oldName;
  const long = placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
  return [...(short === undefined ? [] : [`-${short}`]), long].map(code).join(', ');
}

function usual(language: Language, { fallback, otherwise, kind }: Flag): string {
  if (fallback !== undefined) return code(fallback);
  if (otherwise !== undefined) return said(language, otherwise);
  return (kind === 'text' ? NOTHING : OFF)[language];
}

/** What is no flag of the list: the hosts with their keys, which the old script took in these very words. */
function connections(language: Language): string {
  const bqn = said(language, 'IP USER PASSWORD of the BQN, three words; repeat it for several BQNs');
  const without = {
    en: 'Without one, IXC is read and shown, and nothing written.',
    pt: 'Sem nenhum, o IXC é lido e mostrado, e nada é gravado.',
  };
  const ixc = {
    en: 'IXC and its key, in whatever form you have them.',
    pt: 'O IXC e a chave dele, na forma em que você os tiver.',
  };
  return [
    bold(said(language, 'Where from, where to:')),
    table(TITLES[language], [
      [`${code('IXC-HOST')} ${code('API-KEY')}`, '`IXC_SERVER`, `IXC_KEY`', NOTHING[language], ixc[language]],
      [
        '`-b`, `--bqn IP USER PASSWORD`',
        '`BQN_OAM_IP`, `BQN_REST_USER`, `BQN_REST_PW`',
        NOTHING[language],
        `${bqn}. ${without[language]}`,
      ],
    ]),
  ].join('\n\n');
}

function others(language: Language): string {
  const all = { en: 'Those of every day; `--help all`: every one.', pt: 'As do dia a dia; `--help all`: todas.' };
  return [
    bold(said(language, 'About:')),
    table(TITLES[language], [
      ['`-h`, `--help`', ONE_START[language], '', `${said(language, 'Show help')}. ${all[language]}`],
      ['`--version`', ONE_START[language], '', `${said(language, 'Show version number')}.`],
    ]),
  ].join('\n\n');
}

/** No heading: chapters of the manual have the same names. */
function bold(words: string): string {
  return `**${withoutColon(words)}**`;
}

function withoutColon(words: string): string {
  return words.replace(/:$/, '');
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

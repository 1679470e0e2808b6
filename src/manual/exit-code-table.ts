import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import type { Language } from '../text/language.ts';
import { type Both, said, table } from './cells.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['code', 'meaning', 'what to do'],
  pt: ['código', 'significado', 'o que fazer'],
};

const GOES_ON: Both = { en: 'nothing: the next run goes on', pt: 'nada: a próxima execução continua' };

/** What to do about each exit code. */
const WHAT_TO_DO: Readonly<Record<keyof typeof EXIT_MEANINGS, Both>> = {
  0: { en: 'nothing', pt: 'nada' },
  1: {
    en: 'report it, with the lines that it printed: it broke off, or a part of the plan of changes was wrong and is withheld for the customers concerned; the rest is written',
    pt: 'reporte, com as linhas que ele mostrou: ele parou, ou uma parte do plano de mudanças estava errada e não é gravada para os clientes em questão; o resto é gravado',
  },
  2: { en: 'the message names the setting', pt: 'a mensagem diz qual configuração' },
  3: {
    en: 'see [the messages](#messages); the next run tries again',
    pt: 'veja as [mensagens](#mensagens); a próxima execução tenta de novo',
  },
  4: {
    en: 'as above (also when it answered no write of the run); the next run goes on where this one ended',
    pt: 'idem (também quando ele não respondeu a nenhuma gravação da execução); a próxima continua de onde esta parou',
  },
  5: {
    en: "the log names them, with the BQN's own reason; what it did not answer is told apart from what it refused",
    pt: 'o log diz quais, com o motivo dado pelo próprio BQN; o que ficou sem resposta é dito à parte do que foi recusado',
  },
  6: {
    en: '`--held` shows what it is; if it is meant, run once with the `--approve` that it names',
    pt: 'o `--held` mostra o que é; se for isso mesmo que você quer, rode uma vez com o `--approve` que ele mostra',
  },
  7: { en: 'nothing, unless it lasts more than an hour', pt: 'nada, a não ser que dure mais de uma hora' },
  8: {
    en: 'the lines of `--check` marked `failed` say what to do',
    pt: 'as linhas do `--check` marcadas com `falhou` dizem o que fazer',
  },
  9: {
    en: 'nothing: it is an answer for scripts (`--dry-run --detailed-exit-code`)',
    pt: 'nada: é uma resposta para scripts (`--dry-run --detailed-exit-code`)',
  },
  130: GOES_ON,
  143: GOES_ON,
};

export function exitCodeTable(language: Language): string {
  const rows = Object.entries(WHAT_TO_DO).map(([exitCode, whatToDo]) => {
    const meaning = Object.entries(EXIT_MEANINGS).find(([known]) => known === exitCode)?.[1] ?? '';
    return [exitCode, said(language, meaning), whatToDo[language]];
  });
  return table(TITLES[language], rows);
}

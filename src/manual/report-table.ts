import type { Language } from '../text/language.ts';
import { type Both, code, table } from './cells.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['field', 'what it holds'],
  pt: ['campo', 'o que contém'],
};

interface Row extends Both {
  readonly fields: readonly string[];
}

const row = (fields: string, en: string, pt: string): Row => ({ fields: fields.split(' '), en, pt });

/** The top of the report, as `--report` writes it. */
export const REPORT_FIELDS: readonly Row[] = [
  row('schema program version', '1, `sync-ixc-bqn`, and its version', '1, `sync-ixc-bqn` e a versão dele'),
  row(
    'mode',
    '`sync`, `dry-run`, or `paused` for a run that only looked',
    '`sync`, `dry-run`, ou `paused` para uma execução que só olhou',
  ),
  row('started ended seconds', 'ISO times in UTC, and what it took', 'horários ISO em UTC, e quanto durou'),
  row('every', 'how often runs are to start, in s', 'de quanto em quanto tempo as execuções devem começar, em s'),
  row('exitCode result', 'the number, and its meaning in English', 'o número, e o significado em inglês'),
  row(
    'cause',
    'why it ended so, one sentence for every exit code, in the language asked for',
    'por que terminou assim, uma frase para cada código de saída, no idioma pedido',
  ),
  row('error', '`{name, message}` or null', '`{name, message}` ou null'),
  row('paused', '`{until, reason}` or null', '`{until, reason}` ou null'),
  row(
    'lastSuccess failuresInARow',
    'over runs; dry runs do not count',
    'ao longo das execuções; as de `--dry-run` não contam',
  ),
  row('durationsMs', '`read`, `map`, `write`', '`read`, `map`, `write`'),
  row(
    'costs',
    'what the run cost each server: `server`, `requests`, `rows` (of billing), `bytes`, `waitedMs` (answers waited for side by side are added up)',
    'quanto a execução custou a cada servidor: `server`, `requests`, `rows` (do IXC), `bytes`, `waitedMs` (respostas esperadas ao mesmo tempo são somadas)',
  ),
  row(
    'read',
    'of each table: `rows`, `pages`, `retries`, `completeness` (`whole`, `moving`, `cut`), `how` (`keyset`, `pages`; `out of service`: contracts in service were not asked for), `ms`',
    'de cada tabela: `rows`, `pages`, `retries`, `completeness` (`whole`, `moving`, `cut`), `how` (`keyset`, `pages`; `out of service`: os contratos com serviço não foram pedidos), `ms`',
  ),
  row(
    'wanted',
    '`policies`, `subscribers`, `groups` that IXC asks for',
    '`policies`, `subscribers`, `groups` que o IXC pede',
  ),
  row('skipped', 'count by reason', 'contagem por motivo'),
  row(
    'wishes',
    'about how many customers each wish that is asked for decided something, by its flag: `reduced`, `slow-rate`, `overrides`, `fixed-ip`, `site-groups`, `join`',
    'sobre quantos clientes cada desejo pedido decidiu algo, pela opção: `reduced`, `slow-rate`, `overrides`, `fixed-ip`, `site-groups`, `join`',
  ),
  row(
    'overrides',
    'customers who are online and have an override: `login`, `ip`, `override`',
    'clientes online que têm uma exceção: `login`, `ip`, `override`',
  ),
  row(
    'names',
    'names of overrides and filters (logins, plans, sites) that IXC does not have (`unknown`), of which nobody can say more (`not online`), or that several online logins have (`several`): `by`, `name`, `ids`, `trouble`, `text`',
    'nomes de exceções e filtros (logins, planos, locais) que o IXC não tem (`unknown`), dos quais não se sabe mais (`not online`), ou que vários logins online têm (`several`): `by`, `name`, `ids`, `trouble`, `text`',
  ),
  row('bqns', 'one for each BQN, see below', 'um para cada BQN, veja abaixo'),
  row(
    'problems problemsInAll',
    'the first hundred warnings and errors (`level`, `text`), and how many there were',
    'os cem primeiros avisos e erros (`level`, `text`), e quantos houve',
  ),
];

/** What `bqns` has of each. */
export const BQN_FIELDS: readonly Row[] = [
  row('bqn exitCode error', 'its label, and how it ended', 'o rótulo dele, e como terminou'),
  row(
    'counts writes',
    '`created`, `changed`, `deleted`, `unchanged`, `refused` of each kind, and the writes',
    '`created`, `changed`, `deleted`, `unchanged`, `refused` de cada tipo, e as gravações',
  ),
  row(
    'passedOver',
    'customers who were not looked at, since nothing of them has changed; they count in all else',
    'clientes que não foram olhados, porque nada mudou neles; contam em todo o resto',
  ),
  row(
    'heldBack',
    'what the gate held back: `kind`, `what`, `count`, `outOf`, `limitPercent`, `flag`, `who`, the line of the log (`text`); where it lasts, `since`, `joined` (new in this run) and `incident` (`mark`, `began`, `most`); `crossing.kind`: `hour`, `day`, `never before`, `gross`, this with `plans` (`policy`, `before`, `after`, `customers`)',
    'o que a trava reteve: `kind`, `what`, `count`, `outOf`, `limitPercent`, `flag`, `who`, a linha do log (`text`); onde isso dura, `since`, `joined` (novos nesta execução) e `incident` (`mark`, `began`, `most`); `crossing.kind`: `hour`, `day`, `never before`, `gross`, este com `plans` (`policy`, `before`, `after`, `customers`)',
  ),
  row(
    'putOff',
    'entries that stay since too many customers are offline at once (`count`, `blocked`, `since`), or null',
    'itens que ficam porque clientes demais estão offline ao mesmo tempo (`count`, `blocked`, `since`), ou null',
  ),
  row(
    'offline',
    'how many customers of the last day or two are offline, or null',
    'quantos clientes do último dia ou dois estão offline, ou null',
  ),
  row(
    'fates fateCounts',
    'customers and what became of them (`effect`, `from`, `to`, `why`), comings and goings left out; and how many of each effect',
    'clientes e o que mudou para eles (`effect`, `from`, `to`, `why`), sem chegadas e saídas; e quantos de cada efeito',
  ),
  row(
    'takenOver',
    'what stood on the BQN before under a name that is needed',
    'o que já estava no BQN com um nome de que se precisa',
  ),
  row('remarks', 'what is odd there', 'o que há de estranho ali'),
  row('tugsOfWar', 'entries that another hand writes in turn', 'itens que outra mão regrava a cada vez'),
  row(
    'defects withheld',
    'where the plan of changes was wrong, and what was not written for it',
    'onde o plano de alterações estava errado, e o que não foi gravado por isso',
  ),
  row(
    'refused leftAsItIs',
    'with the reason; and `unanswered` in the same way, where there is something',
    'com o motivo; e `unanswered` do mesmo jeito, onde houver algo',
  ),
  row(
    'memberships',
    'customers to be put into the groups of their sites (`pending`), who were (`joined`), who could not be (`refused`), and, where there are any, who were taken out of others (`left`)',
    'clientes a colocar nos grupos dos seus locais (`pending`), colocados (`joined`), que não puderam ser (`refused`) e, onde houver, retirados de outros (`left`)',
  ),
  row(
    'changes changesInAll',
    'the first changes, and how many there were, memberships included',
    'as primeiras mudanças, e quantas houve, com as entradas em grupos de locais',
  ),
];

export function reportTable(language: Language): string {
  return fieldTable(language, REPORT_FIELDS);
}

export function bqnTable(language: Language): string {
  return fieldTable(language, BQN_FIELDS);
}

function fieldTable(language: Language, fields: readonly Row[]): string {
  return table(
    TITLES[language],
    fields.map((field) => [field.fields.map(code).join(', '), field[language]]),
  );
}

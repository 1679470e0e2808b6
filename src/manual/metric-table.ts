import type { Language } from '../text/language.ts';
import { type Both, code, table } from './cells.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['metric', 'labels', 'what it says'],
  pt: ['métrica', 'rótulos', 'o que diz'],
};

interface Metric extends Both {
  /** Behind `sync_ixc_bqn_`. */
  readonly name: string;
  readonly labels: string;
}

const metric = (name: string, labels: string, en: string, pt: string): Metric => ({ name, labels, en, pt });

/** Of each: its name, its labels, and its `# HELP` line, which test/manual compares with src/report/metrics.ts. */
export const METRICS: readonly Metric[] = [
  metric('info', 'version', 'Version of the program', 'A versão do programa'),
  metric('last_attempt_timestamp_seconds', '', 'When the last run ended', 'Quando a última execução terminou'),
  metric(
    'last_success_timestamp_seconds',
    '',
    'When a run last read and wrote, entries refused or held back included',
    'Quando uma execução leu e gravou pela última vez, também com itens recusados ou retidos',
  ),
  metric(
    'paused_until_timestamp_seconds',
    '',
    'Until when runs only look, 0 for no pause',
    'Até quando as execuções só olham, 0 sem pausa',
  ),
  metric('interval_seconds', '', 'How often runs are to start', 'De quanto em quanto tempo as execuções devem começar'),
  metric('last_exit_code', '', 'Exit code of the last run', 'O código de saída da última execução'),
  metric(
    'consecutive_failures',
    '',
    'Runs in a row that did not read and write',
    'Execuções seguidas que não leram e gravaram',
  ),
  metric('run_duration_seconds', '', 'How long the last run took', 'Quanto durou a última execução'),
  metric(
    'stage_duration_seconds',
    'stage',
    'How long each stage of the last run took',
    'Quanto durou cada etapa da última execução',
  ),
  metric(
    'ixc_rows',
    'table',
    'Rows of each IXC table that the last run used',
    'As linhas de cada tabela do IXC que a última execução usou',
  ),
  metric('entries', 'kind', 'Entries that IXC wants on a BQN', 'Os itens que o IXC pede num BQN'),
  metric(
    'changes',
    'bqn, kind, action',
    'Entries that the last run created, changed or deleted on each BQN',
    'Os itens que a última execução criou, mudou ou apagou em cada BQN',
  ),
  metric('unchanged', 'bqn, kind', 'Entries that agreed already', 'Os itens que já estavam certos'),
  metric('refused', 'bqn, kind', 'Entries that a BQN refused', 'Os itens que um BQN recusou'),
  metric(
    'unanswered',
    'bqn, kind',
    'Writes that a BQN did not answer, or with an error of its own',
    'As gravações a que um BQN não respondeu, ou respondeu com um erro dele',
  ),
  metric('held_back', 'bqn', 'Entries that the gate held back', 'Os itens que a trava reteve'),
  metric(
    'put_off',
    'bqn',
    'Entries that stay since too many customers are offline at once',
    'Os itens que ficam porque clientes demais estão offline ao mesmo tempo',
  ),
  metric(
    'offline',
    'bqn',
    'Customers of the last day or two who are offline',
    'Os clientes do último dia ou dois que estão offline',
  ),
  metric(
    'offline_since_timestamp_seconds',
    'bqn',
    'Since when a fifth of all customers or more is offline, 0 for not',
    'Desde quando um quinto de todos os clientes ou mais está offline, 0 se não está',
  ),
  metric(
    'fate_changes',
    'bqn, effect',
    'Customers by what the last run was to them',
    'Os clientes pelo que a última execução foi para eles',
  ),
  metric(
    'customers',
    'bqn, fate',
    'Customers on each BQN whom billing wants there, by fate',
    'Os clientes que o IXC quer em cada BQN, pela situação',
  ),
  metric(
    'wishes',
    'flag',
    'Customers about whom each wish decided something, by its flag',
    'Clientes sobre os quais cada desejo decidiu algo, pela opção',
  ),
  metric(
    'memberships',
    'bqn, state',
    'Customers to be in the groups of their sites',
    'Clientes a colocar nos grupos dos seus locais',
  ),
  metric(
    'skipped',
    'reason',
    'Entries of IXC that were left out, by reason',
    'O que ficou de fora do IXC, pelo motivo',
  ),
  metric('bqn_up', 'bqn', 'Whether the BQN could be read and written', 'Se o BQN pôde ser lido e gravado'),
];

export function metricTable(language: Language): string {
  const rows = METRICS.map(({ name, labels, ...both }) => [
    code(`sync_ixc_bqn_${name}`),
    labels === '' ? '' : labels.split(', ').map(code).join(', '),
    both[language],
  ]);
  return table(TITLES[language], rows);
}

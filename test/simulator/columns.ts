import { scatter } from './random.ts';

/**
 * The columns that the program has no business with: what makes a real row some 150 columns and 4 kB
 * (src/ixc/README.md, "The answer of a list"). They are made while a row is served, so 200,000 logins cost no memory.
 */

/** Found anywhere outside IXC's answers, one of these means that a customer's password leaked. */
export const PASSWORD_CANARIES = {
  senha: 'CANARIO-senha',
  senha_rede_sem_fio: 'CANARIO-wifi',
  senha_onu_cliente: 'CANARIO-onu',
} as const;

/** The part that all canaries share, for one search over a log or a file. */
export const PASSWORD_CANARY = 'CANARIO-';

const STEMS = ['tipo', 'padrao', 'integracao', 'endereco', 'onu', 'roteador', 'concentrador', 'atendimento', 'horario'];
const SUFFIXES = [
  'cliente',
  'conexao',
  'franquia',
  'monitoramento',
  'remoto',
  'referencia',
  'complemento',
  'automatico',
];
const EXTRA_SUFFIXES = ['primario', 'secundario', 'anterior', 'agendado', 'observacao', 'origem', 'usuario', 'sessao'];
const VALUES = [
  '',
  'N',
  'S',
  '0',
  '127',
  'P',
  '2026-01-05 08:00:00',
  'Rua das Palmeiras',
  'H',
  '00:00:00',
  'padr\\u00e3o',
];

/** Text that differs from row to row, so that gzip gains about what it gains on real rows. */
const VARYING = ['mac', 'chave_sessao', 'onu_mac', 'serie_roteador', 'hash_ultima_leitura'] as const;

/** Padding names, for the 130 or so columns that always hold the same. */
const CONSTANT: readonly (readonly [string, string])[] = STEMS.flatMap((stem) =>
  [...SUFFIXES, ...EXTRA_SUFFIXES].map((suffix) => `${stem}_${suffix}`),
)
  .slice(0, 128)
  .map((name, index) => [name, VALUES[scatter(index, 7) % VALUES.length] ?? '']);

const CONSTANT_JSON = CONSTANT.map(([name, value]) => `"${name}":"${value}"`).join(',');

/** The password columns of one login, as JSON members. */
export function passwordColumns(id: string): string {
  return Object.entries(PASSWORD_CANARIES)
    .map(([name, canary]) => `"${name}":"${canary}-${id}"`)
    .join(',');
}

/** All padding of one row, as JSON members. */
export function paddingColumns(id: string): string {
  const seed = Number(id);
  const varying = VARYING.map((name, index) => `"${name}":"${hexadecimal(seed, index)}"`).join(',');
  return `${CONSTANT_JSON},${varying}`;
}

/** What a padding column of this row holds, or undefined when there is no such column. */
export function paddingValue(id: string, column: string): string | undefined {
  const constant = CONSTANT.find(([name]) => name === column);
  if (constant !== undefined) return constant[1];
  const index = (VARYING as readonly string[]).indexOf(column);
  return index < 0 ? undefined : hexadecimal(Number(id), index);
}

/** 32 hexadecimal digits. */
function hexadecimal(seed: number, column: number): string {
  let digits = '';
  for (let part = 0; part < 4; part += 1)
    digits += scatter(seed, column * 4 + part + 1)
      .toString(16)
      .padStart(8, '0');
  return digits;
}

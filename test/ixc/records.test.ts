import { describe, expect, test } from 'vitest';
import { MalformedAnswer } from '../../src/ixc/errors.ts';
import { CONTRACTS, LOGINS, PLANS } from '../../src/ixc/tables.ts';
import { contractRow, loginRow, planRow } from '../support/memory-ixc.ts';

function without(row: Record<string, unknown>, column: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
}

describe('a row is reduced to the columns that we use', () => {
  test('a login', () => {
    const row = loginRow(7, {
      login: 'maria silva',
      ip: ' 100.64.0.7 ',
      pd_ipv6: '2001:db8::/60',
      framed_pd_ipv6: '2001:db8:1::/64',
      id_contrato: '12',
      id_grupo: ' 3 ',
      ultima_conexao_inicial: '2024-01-08 12:00:00',
      senha_rede_sem_fio: 'secret',
    });
    expect(LOGINS.read(row)).toEqual({
      id: 7,
      login: 'maria silva',
      ip: ' 100.64.0.7 ',
      delegatedPrefix: '2001:db8::/60',
      linkPrefix: '2001:db8:1::/64',
      contract: 12,
      plan: 3,
      connectedAt: '2024-01-08 12:00:00',
    });
  });

  test('a plan', () => {
    expect(PLANS.read(planRow(3, { download: null, download_busrt: '9' }))).toEqual({
      id: 3,
      name: 'Plan 3',
      kind: 'I',
      download: null,
      upload: '10M',
    });
  });

  test('a contract', () => {
    expect(CONTRACTS.read(contractRow(5, { status_velocidade: 'R' }))).toEqual({ id: 5, status: 'A' });
    expect(CONTRACTS.read(contractRow(5, { status_internet: null }))).toEqual({ id: 5, status: null });
  });
});

describe('values', () => {
  test('are texts, seldom numbers', () => {
    expect(LOGINS.read({ ...loginRow(1), id: 9, id_contrato: 12, id_grupo: 3 })).toMatchObject({
      id: 9,
      contract: 12,
      plan: 3,
    });
  });

  test('null is empty where there is no difference', () => {
    const row = loginRow(1, { login: null, ip: null, pd_ipv6: null, id_contrato: null, id_grupo: null });
    expect(LOGINS.read(row)).toMatchObject({ login: '', ip: '', delegatedPrefix: '', contract: 0, plan: 0 });
    expect(PLANS.read(planRow(1, { grupo: null, tipo: null }))).toMatchObject({ name: '', kind: '' });
  });

  test.each(['', '0', 'x', '-1', '1.5', '1e3', '9999999999999999'])(
    '%j names no row of another table',
    (id_contrato) => {
      expect(LOGINS.read(loginRow(1, { id_contrato })).contract).toBe(0);
    },
  );

  test.each([true, {}, []])('%j is neither text nor number: refused', (ip) => {
    expect(() => LOGINS.read(loginRow(1, { ip }))).toThrow(MalformedAnswer);
  });
});

describe('a row that is not of the table we asked for is refused', () => {
  test.each(['id', 'login', 'ip', 'id_contrato', 'id_grupo'])('a login without `%s`', (column) => {
    expect(() => LOGINS.read(without(loginRow(1), column))).toThrow(`\`${column}\``);
  });

  test.each(['id', 'grupo', 'tipo', 'download', 'upload'])('a plan without `%s`', (column) => {
    expect(() => PLANS.read(without(planRow(1), column))).toThrow(`\`${column}\``);
  });

  test.each(['id', 'status_internet'])('a contract without `%s`', (column) => {
    expect(() => CONTRACTS.read(without(contractRow(1), column))).toThrow(`\`${column}\``);
  });

  test.each(['0', '', '-1', 'x', '1.5', null])('an id of %j, on which the paging relies', (id) => {
    expect(() => CONTRACTS.read({ ...contractRow(1), id })).toThrow('no usable `id`');
  });
});

import { describe, expect, test } from 'vitest';
import { MissingColumns } from '../../src/ixc/missing.ts';
import { CONTRACTS, LOGINS, PLANS } from '../../src/ixc/tables.ts';
import { MalformedAnswer } from '../../src/listing/malformed.ts';
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

  test.each([
    ['08/01/2024 12:00:00', '2024-01-08 12:00:00'],
    [' 31/12/2023', '2023-12-31'],
    ['00/00/0000 00:00:00', '0000-00-00 00:00:00'],
    ['0000-00-00 00:00:00', '0000-00-00 00:00:00'],
    ['', ''],
    ['8/1/24', '8/1/24'],
  ])('when the session of a login began, however it is written: %s', (written, read) => {
    expect(LOGINS.read(loginRow(7, { ultima_conexao_inicial: written })).connectedAt).toBe(read);
  });

  test('a plan', () => {
    expect(PLANS.read(planRow(3, { download: null, rate_limit: '9' }))).toEqual({
      id: 3,
      name: 'Plan 3',
      kind: 'I',
      download: null,
      upload: '10M',
    });
  });

  test('a contract', () => {
    expect(CONTRACTS.read(contractRow(5, { status_velocidade: 'N', status: 'A' }))).toEqual({ id: 5, status: 'A' });
    expect(CONTRACTS.read(contractRow(5, { status_velocidade: 'R' }))).toEqual({
      id: 5,
      status: 'A',
      speedStatus: 'R',
    });
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
  test.each([LOGINS, PLANS, CONTRACTS])('without an id ($name)', (table) => {
    expect(() => table.read({})).toThrow('`id`');
  });

  test.each(['0', '', '-1', 'x', '1.5', null])('an id of %j, on which the paging relies', (id) => {
    expect(() => CONTRACTS.read({ ...contractRow(1), id })).toThrow('no usable `id`');
  });
});

describe('a column that a row leaves out', () => {
  test('counts as empty there; a contract without its status is silent', () => {
    expect(LOGINS.read(without(loginRow(1), 'ip')).ip).toBe('');
    expect(LOGINS.read(without(loginRow(1), 'id_contrato')).contract).toBe(0);
    expect(PLANS.read(without(planRow(1), 'upload')).upload).toBe('');
    expect(CONTRACTS.read(without(contractRow(1), 'status_internet')).status).toBeNull();
  });

  test('is named with its rows; missing in all of them, the table is another one', () => {
    const some = new MissingColumns(LOGINS.needed);
    for (const row of [loginRow(1), without(loginRow(2), 'ip'), without(loginRow(3), 'ip')]) some.look(row);
    expect(some.unknown()).toBeUndefined();
    expect(some.notes()).toEqual([expect.stringContaining('2 rows have no column ip')]);
    const page = new MissingColumns(LOGINS.needed);
    page.look(without(loginRow(4), 'ip'));
    expect(page.unknown()).toBe('ip');
    page.add(some);
    expect([page.unknown(), page.notes().length]).toEqual([undefined, 1]);
  });
});

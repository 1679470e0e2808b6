import { describe, expect, test } from 'vitest';
import type { Places } from '../../src/billing/reading.ts';
import { type SiteGroups, wantsGroup } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { aLogin, anIxc, aPlan, MAPPING } from '../support/builders.ts';

/** The groups of places that customers are connected at. */

const PLACES: Places = {
  transmitters: new Map([
    [7, { id: 7, name: 'Setor Norte', pop: 3 }],
    [8, { id: 8, name: ' ', pop: 4 }],
    [9, { id: 9, name: 'Setor\u0000', pop: 0 }],
  ]),
  pops: new Map([[3, { id: 3, name: 'Torre 1' }]]),
};

function sitesOf(logins: Parameters<typeof aLogin>[0][], siteGroups: 'nas' | 'pop' | undefined, places?: Places) {
  const rows = logins.map((login, at) => aLogin({ id: at + 1, login: `c${at}`, ip: `100.64.0.${at + 1}`, ...login }));
  const billing = { ...anIxc({ logins: rows, plans: [aPlan()] }), ...(places && { places }) };
  const { sites } = mapToBqn(billing, { ...MAPPING, siteGroups });
  return sites.kind === 'wanted' ? { types: [...sites.types], of: [...sites.of.values()] } : sites.kind;
}

const site = (value: string) => ({ column: 'id_concentrador', value });

describe('groups of sites', () => {
  test('are off unless asked for', () => {
    expect(sitesOf([{ site: site('3') }], undefined, PLACES)).toBe('off');
  });

  test('nas: the access server, whatever IXC knows it by', () => {
    expect(sitesOf([{ site: site('3') }, { site: site('RB Sul') }, {}], 'nas')).toEqual({
      types: [
        ['L1-3', 'access-point'],
        ['L1-RB_Sul', 'access-point'],
      ],
      of: [['L1-3'], ['L1-RB_Sul'], []],
    });
  });

  test('pop: the transmitter and where it stands; one without a name by its number', () => {
    const logins = [{ transmitter: 7 }, { transmitter: 8 }, { transmitter: 9 }, { transmitter: 1 }, {}];
    expect(sitesOf(logins, 'pop', PLACES)).toEqual({
      types: [
        ['L1-Setor_Norte', 'access-point'],
        ['L2-Torre_1', 'tower'],
        ['L1-8', 'access-point'],
      ],
      of: [['L1-Setor_Norte', 'L2-Torre_1'], ['L1-8'], [], [], []],
    });
  });

  test('pop: stay as they are while nothing could be learnt of places', () => {
    expect(sitesOf([{ transmitter: 7 }], 'pop')).toBe('as they are');
  });
});

test.each<[SiteGroups, boolean[]]>([
  [{ kind: 'off' }, [false, false, true]],
  [{ kind: 'as they are' }, [true, true, true]],
  [{ kind: 'wanted', types: new Map([['L1-a', 'access-point' as const]]), of: new Map() }, [true, false, true]],
])('what is wanted while sites are %j', (sites, wanted) => {
  const groups = new Map([['DS-x', { name: 'DS-x', subscriber: {} as never, ranges: [] }]]);
  expect(['L1-a', 'L2-b', 'DS-x'].map((name) => wantsGroup({ groups, sites }, name))).toEqual(wanted);
  expect(wantsGroup({ groups, sites }, 'VIP')).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { oddSpeeds, type SpeedJudging } from '../../src/run/odd-speeds.ts';
import { aLogin, anIxc, aPlan, MAPPING, many } from '../support/builders.ts';

/** What of the plans' speeds is more likely a slip than a price. */

function odd(name: string, download: string, options: Partial<SpeedJudging> = {}, logins = 3) {
  const billing = anIxc({
    plans: [aPlan({ id: 1, name, download, upload: download })],
    logins: many(logins, (number) => aLogin({ id: number, login: `l${number}`, plan: 1 })),
  });
  return oddSpeeds(billing, { ...MAPPING, ...options });
}

describe('a plan whose name says another speed', () => {
  test.each([
    ['Fibra_300M', '30M'],
    ['Fibra 300 Mega', '3000M'],
    ['300MB', '300k'],
    ['Giga 1G', '100M'],
  ])('%s at %s is told', (name, speed) => {
    expect(odd(name, speed).join()).toContain(`${name}: ${speed}`);
  });

  test.each([
    ['Fibra_300M', '300M'],
    ['Fibra_300M', '330M'],
    ['Combo 2 TVs', '300M'],
    ['300 Minutos', '10M'],
    ['Fibra_300M', ''],
    ['Fibra_300M', 'livre'],
  ])('%s at %s is not', (name, speed) => {
    expect(odd(name, speed)).toEqual([]);
  });
});

test('whoever would get less than 1 Mbps is counted: a bare 300 under --bare-unit k', () => {
  expect(odd('Ouro', '300', { bareUnit: 'k' })).toEqual([
    expect.stringMatching(/^3 online logins get less than 1 Mbps.*Ouro: 300/),
  ]);
  expect(odd('Ouro', '300', { bareUnit: 'M' })).toEqual([]);
  expect(odd('Ouro', '300k', {}, 0)).toEqual([]);
});

test('what --rate-factor makes of it counts', () => {
  const tenth = { rateFactor: { down: 0.1, up: 1 } };
  expect(odd('Ouro', '5M', tenth)).toEqual([expect.stringMatching(/less than 1 Mbps by their plan \(Ouro: 5M/)]);
  for (const speed of ['10M', '', 'livre']) expect(odd('Ouro', speed, tenth), speed).toEqual([]);
  expect(odd('Ouro', '600k', { rateFactor: { down: 2, up: 0.1 } })).toEqual([]);
});

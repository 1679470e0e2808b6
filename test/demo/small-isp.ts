import { aContract, aLogin, anIsp, aPlan, type Isp } from '../simulator/index.ts';

const NAMES = ['ana', 'bruno', 'carla', 'davi', 'elisa', 'fabio', 'gil', 'helena', 'igor', 'julia', 'lia', 'marcos'];

/** A dozen customers on two plans; davi owes. */
export function smallIsp(): Isp {
  const [home, office] = [
    aPlan({ name: 'Casa 300M', download: '300M', upload: '150M' }),
    aPlan({ name: 'Loja 1G', download: '1G', upload: '1G' }),
  ];
  const contracts = NAMES.map((login, at) => aContract(`c${at + 1}`, { status: login === 'davi' ? 'CA' : 'A' }));
  const logins = NAMES.map((login, at) =>
    aLogin({
      login,
      ip: `100.64.0.${at + 10}`,
      plan: at % 4 === 0 ? office : home,
      contract: `c${at + 1}`,
      prefix: at < 3 ? `2001:db8:0:${at + 1}0::/60` : '',
    }),
  );
  return anIsp({ plans: [home, office], logins, contracts });
}

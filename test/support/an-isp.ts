import { aContract, addressAt, aLogin, anIsp, aPlan, type Isp, type Login, type Plan } from '../simulator/index.ts';

/** A small ISP that is in order, and what five minutes change at it: what should be on the BQN can be told by hand. */

/** Speeds as IXC operators type them; names with all that a path must encode. Twelve, so that the gate counts them. */
const PLANS = [
  ['Fibra 100/50', '100M', '50M'],
  ['Básico 50M', '50M', '25M'],
  ['Plano #1 Ação', '310M', '310M'],
  ['100% Fibra?', '1G', '500M'],
  ['Gamer', '600M', '300M'],
  ['Família+', '400M', '200M'],
  ['Condomínio', '200M', '100M'],
  ['Rural', '1,5M', '512k'],
  ['Livre', '', '0'],
  ['Empresa A', '700M', '700M'],
  ['Empresa B', '800M', '800M'],
  ['Empresa C', '9216M', '9216M'],
] as const;

/** Ids begin here so that they have two digits and three: a server that sorts them as text is found out. */
const FIRST_LOGIN = 81;
const ONLINE = 40;
const OFFLINE = 6;
/** Contracts that ended stay in the table for ever. */
const CANCELLED = 20;

export function aTidyIsp(): Isp {
  const plans = PLANS.map(([name, download, upload], at) => aPlan({ id: String(at + 1), name, download, upload }));
  plans.push(aPlan({ id: '13', name: 'Voz', kind: 'T', download: '1M', upload: '1M' }));
  const isp: Isp = anIsp({ plans });
  for (let at = 0; at < ONLINE + OFFLINE; at++) isp.logins.push(tidyLogin(isp, at, at < ONLINE));
  for (let at = 0; at < CANCELLED; at++) isp.contracts.push(aContract(String(9000 + at), { status: 'D' }));
  return isp;
}

/** One more online customer, of whom the BQN knows nothing yet. */
export function newCustomer(isp: Isp, fields: Partial<Login> = {}): Login {
  const login = tidyLogin(isp, isp.logins.length, true);
  Object.assign(login, fields);
  isp.logins.push(login);
  return login;
}

function tidyLogin(isp: Isp, at: number, online: boolean): Login {
  const contract = aContract(String(500 + at), { status: at % 7 === 3 ? 'CA' : at % 11 === 5 ? 'FA' : 'A' });
  isp.contracts.push(contract);
  return aLogin({
    id: String(FIRST_LOGIN + at),
    login: at % 5 === 0 ? `maria josé ${at}` : `cliente${at}`,
    ip: online ? addressAt(500 + at) : '',
    online: online ? 'S' : 'N',
    prefix: at % 3 === 0 ? `2001:db8:${(at + 1).toString(16)}::/60` : '',
    plan: String(1 + (at % 13)),
    contract,
  });
}

/** What five minutes bring, the same for the same round: few enough for the gate, and one of everything. */
export function fiveMinutes(isp: Isp, round: number): void {
  const online = isp.logins.filter((login) => login.online === 'S');
  const at = (index: number) => itemOf(online, index + round * 9);
  const [leaver, secondLeaver, mover, wanderer, late, cured] = [at(0), at(1), at(2), at(3), at(4), at(5)];
  Object.assign(leaver, { online: 'N', ip: '' });
  Object.assign(secondLeaver, { online: 'N', ip: '' });
  mover.plan = mover.plan === '2' ? '3' : '2';
  wanderer.ip = addressAt(3000 + round);
  contractOf(isp, late).status = 'CM';
  contractOf(isp, cured).status = 'A';
  planAt(isp, round % 12).download = `${150 + round}M`;
  newCustomer(isp);
  newCustomer(isp);
}

export function contractOf(isp: Isp, login: Login): Isp['contracts'][number] {
  return itemOf(
    isp.contracts.filter((contract) => contract.id === login.contract),
    0,
  );
}

export function planAt(isp: Isp, index: number): Plan {
  return itemOf(isp.plans, index);
}

/** Counted round and round. */
export function itemOf<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError(`no item ${index} among ${items.length}`);
  return item;
}

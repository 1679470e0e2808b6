import { aContract, addressAt, anIsp, aPlan, type Contract, type Isp, type Login, NEVER, type Plan } from './isp.ts';
import { itemAt, type Random, seededRandom } from './random.ts';

/** Believable ISPs of any size, the same for the same options, with everything odd that src/ixc/README.md tells of. */

export interface GenerateOptions {
  /** Rows of `radusuarios`; 1000 unless told otherwise. */
  readonly logins?: number;
  readonly seed?: number;
  /** Rows of `cliente_contrato`. Three times the logins by default: cancelled ones stay for ever. */
  readonly contracts?: number;
  /** Share of the logins whose contract is out of service, and nothing odd about contracts; else a fifth. */
  readonly blocked?: number;
  /** Rows of `radgrupos`; 60 by default. */
  readonly plans?: number;
  /** How many logins have an IPv6 prefix; a fifth by default. */
  readonly dualStack?: number;
  /** Share of the logins that is online, 0 to 1. */
  readonly online?: number;
  /** False leaves out all that is odd: every online login has a plan, an address and a contract that are good. */
  readonly odd?: boolean;
  readonly columns?: Isp['columns'];
}

const SPEEDS = ['50M', '100M', '200M', '300M', '310M', '400M', '500M', '600M', '700M', '800M', '1G', '9216M'];
const ODD_SPEEDS = ['310M', '1,5M', '1.5M', '409600k', '10 M', ' 10M', '10240', '', '0', '1G', '10m'];
const PLAN_WORDS = ['Fibra', 'Básico', 'Família', 'Empresarial', 'Turbo', 'Promoção', 'Condomínio', 'Rádio', 'Gamer'];
const ODD_PLAN_NAMES = ['Fibra 100/50', 'Promo 50% OFF', 'Plano #1 Ação', 'O quê? 20M', '  Rural  5M', 'VOZ+DADOS 80M'];
const OTHER_KINDS = ['T', 'S', ''];
const GIVEN = ['ana', 'joão', 'maria josé', 'luís', 'conceição', 'padaria sol', 'escola nº 3', 'sítio água boa', 'zé'];
const OFFLINE = ['N', 'N', 'N', 'SS', 'I', ''];
const OPEN_STATUSES = ['A', 'A', 'A', 'A', 'A', 'A', 'A', 'FA', 'CM', 'CA'];
const ODD_STATUSES = ['AA', 'CE', '', 'D'];

export function generateIsp(options: GenerateOptions = {}): Isp {
  const { logins = 1000, seed = 1, plans = 60, odd = true } = options;
  const random = seededRandom(seed);
  const contracts = Math.max(logins, options.contracts ?? 3 * logins);
  const isp: Isp = anIsp({ plans: generatePlans(plans, odd, random), columns: options.columns ?? 'few' });
  isp.contracts = generateContracts(contracts, logins, statusFor(options, random), random);
  const internet = isp.plans.filter((plan) => plan.kind === 'I');
  const online = options.online ?? 0.85;
  const dualStack = options.dualStack ?? Math.round(logins / 5);
  for (let index = 0; index < logins; index += 1) {
    const login = ordinaryLogin(index, itemAt(internet, skewed(random, internet.length)), random);
    if (!random.chance(online)) goOffline(login, random);
    if (index < dualStack) login.prefix = prefixAt(index, odd, random);
    isp.logins.push(login);
  }
  if (odd) makeOdd(isp, random);
  return isp;
}

function generatePlans(count: number, odd: boolean, random: Random): Plan[] {
  const plans = Array.from({ length: count }, (_, index): Plan => {
    const speed = itemAt(SPEEDS, index % SPEEDS.length);
    const name = `${itemAt(PLAN_WORDS, index % PLAN_WORDS.length)} ${speed} ${Math.floor(index / SPEEDS.length) + 1}`;
    return aPlan({ id: String(index + 1), name, download: speed, upload: random.pick(SPEEDS) });
  });
  if (odd) makePlansOdd(plans, random);
  return plans;
}

/** The first plans stay good: a small number of plans is not all odd. Two share a name, and two name and speeds. */
function makePlansOdd(plans: Plan[], random: Random): void {
  const some = (offset: number, step: number): Plan[] =>
    plans.filter((_, index) => index % step === offset && index > 3);
  some(4, 9).forEach((plan, index) => {
    plan.name = `${itemAt(ODD_PLAN_NAMES, index % ODD_PLAN_NAMES.length)}${index < ODD_PLAN_NAMES.length ? '' : index}`;
  });
  some(5, 6).forEach((plan, index) => {
    plan.download = itemAt(ODD_SPEEDS, index % ODD_SPEEDS.length);
    plan.upload = random.pick(ODD_SPEEDS);
  });
  for (const plan of some(7, 11)) plan.kind = random.pick(OTHER_KINDS);
  const [first, second, , , , , , , twin, equal] = plans;
  if (first !== undefined && twin !== undefined) twin.name = first.name;
  if (second !== undefined && equal !== undefined) Object.assign(equal, { ...second, id: equal.id });
}

/** One contract for each login comes first; the rest are the cancelled ones of the past. */
function generateContracts(count: number, living: number, status: () => string, random: Random): Contract[] {
  return Array.from({ length: count }, (_, index) => {
    const given = index >= living ? 'D' : status();
    const speedStatus = random.chance(0.03) ? 'R' : 'N';
    return aContract(contractIdAt(index), { status: given, speedStatus, trusted: random.chance(0.01) ? 'S' : 'N' });
  });
}

function statusFor({ blocked, odd = true }: GenerateOptions, random: Random): () => string {
  if (blocked !== undefined) return () => (random.chance(blocked) ? 'CA' : 'A');
  return () => (odd && random.chance(0.01) ? random.pick(ODD_STATUSES) : random.pick(OPEN_STATUSES));
}

function contractIdAt(index: number): string {
  return String(index + 1);
}

function ordinaryLogin(index: number, plan: Plan, random: Random): Login {
  return {
    id: String(index + 1),
    login: `${random.pick(GIVEN)} ${index + 1}`,
    online: 'S',
    active: 'S',
    ip: addressAt(index + 10),
    prefix: '',
    wanPrefix: '',
    contract: contractIdAt(index),
    plan: plan.id,
    lastStart: someTime(random),
  };
}

/** A stale row: some keep a fixed address while offline. */
function goOffline(login: Login, random: Random): void {
  login.online = random.pick(OFFLINE);
  if (random.chance(0.7)) login.ip = '';
  if (login.online === 'SS') login.lastStart = NEVER;
}

function someTime(random: Random): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}`;
  return `2026-${two(1 + random.below(12))}-${two(1 + random.below(28))} ${time}`;
}

/**
 * A delegated /60 within 2001:db8::/32, its text spelled in one of the ways that are told of
 * (src/ixc/README.md, "Logins").
 */
export function prefixAt(index: number, odd: boolean, random: Random): string {
  const group = index >> 12;
  const plain = `2001:db8:${(group + 1).toString(16)}:${((index & 0xfff) << 4).toString(16)}::/60`;
  if (!odd || random.chance(0.8)) return plain;
  const spellings = [plain.toUpperCase(), ` ${plain} `, plain.replace('::/', '::1/'), plain.replace(':db8:', ':0db8:')];
  return random.pick([...spellings, plain.replace('/60', '')]);
}

/** Few of each, so that an ISP of thousands has all of them and stays believable. */
function makeOdd(isp: Isp, random: Random): void {
  const online = isp.logins.filter((login) => login.online === 'S');
  const strike = (share: number, change: (login: Login, index: number) => void): void => {
    for (let left = Math.ceil(online.length * share); left > 0 && online.length > 0; left -= 1) {
      const [login] = online.splice(random.below(online.length), 1);
      if (login !== undefined) change(login, left);
    }
  };
  strike(0.004, shareAddress(isp, random));
  strike(0.004, (login) => {
    login.ip = random.pick([null, '', '0.0.0.0']);
  });
  strike(0.004, (login) => {
    login.ip = ` ${login.ip} `;
  });
  strike(0.003, (login) => {
    login.plan = random.pick(['0', '', '99999']);
  });
  strike(0.003, (login) => {
    login.contract = random.pick(['', '0', '99999999']);
  });
  strike(0.002, (login) => {
    login.active = 'N';
  });
  strike(0.001, (login) => {
    login.prefix = random.pick(['::', 'fe80::1', '2001:db8::/129', 'pool-v6', '2001:db8::']);
  });
}

/** Stale sessions: the address of another online login, with the same plan or another. */
function shareAddress(isp: Isp, random: Random): (login: Login) => void {
  return (login) => {
    const other = random.pick(isp.logins);
    if (other.online !== 'S' || other.ip === null || other.ip === '') return;
    login.ip = other.ip;
    if (random.chance(0.5)) login.plan = other.plan;
  };
}

/** Few plans have most of the customers. */
function skewed(random: Random, length: number): number {
  return Math.floor(random.next() ** 2 * length);
}

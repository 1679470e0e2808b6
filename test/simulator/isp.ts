/**
 * An ISP as its IXC knows it: plans (`radgrupos`), logins (`radusuarios`) and contracts (`cliente_contrato`).
 * Everything is mutable on purpose: a test changes a customer between two runs, or while it is being read.
 */

/** Columns by their IXC name, added to a row or put in place of what it would hold; null is JSON null, undefined is absent. */
export type ExtraColumns = Record<string, string | null | undefined>;

export interface Plan {
  id: string;
  /** `grupo`: spaces, accents, `/`, any case, not unique (src/ixc/README.md, "Plans"). */
  name: string;
  /** `tipo`: `I` is Internet, anything else telephony or a service. */
  kind: string;
  /** Free text such as "310M", "1,5M", "409600k"; towards the customer. */
  download: string;
  /** As `download`, from the customer. */
  upload: string;
  extra?: ExtraColumns;
}

export interface Login {
  id: string;
  login: string;
  /** `S` is online; `N`, `SS`, `I` and '' are not. */
  online: string;
  /** `ativo`: S or N. */
  active: string;
  ip: string | null;
  /** `pd_ipv6`, the delegated prefix, in whatever spelling. */
  prefix: string | null;
  /** `framed_pd_ipv6`, the prefix of the WAN side. */
  wanPrefix: string | null;
  /** `id_contrato`; '' and '0' are none. */
  contract: string;
  /** `id_grupo`; '0' is none. */
  plan: string;
  /** `ultima_conexao_inicial`, `YYYY-MM-DD HH:MM:SS`; zeros are none. */
  lastStart: string;
  extra?: ExtraColumns;
}

export interface Contract {
  id: string;
  /** `status_internet`: A, FA, CM, CA, D, AA, CE or ''. */
  status: string;
  /** `status_velocidade`: `N` normal, `R` reduced. */
  speedStatus: string;
  /** `desbloqueio_confianca_ativo`: S is unblocked on trust. */
  trusted: string;
  extra?: ExtraColumns;
}

/** A row of `radpop_radio`: what a login is connected through, by its `id_transmissor`. */
export interface Transmitter {
  id: string;
  /** `descricao`. */
  name: string;
  /** `id_pop`; '0' is none. */
  pop: string;
  extra?: ExtraColumns;
}

/** A row of `radpop`: where transmitters stand. */
export interface Pop {
  id: string;
  /** `pop`. */
  name: string;
  extra?: ExtraColumns;
}

export interface Isp {
  plans: Plan[];
  logins: Login[];
  contracts: Contract[];
  transmitters: Transmitter[];
  pops: Pop[];
  /** `real` serves rows of some 150 columns and 4 kB, `few` only the ones that matter and the passwords. */
  columns: 'few' | 'real';
}

/** No session yet (src/ixc/README.md, "Logins"). */
export const NEVER = '0000-00-00 00:00:00';

type PlanFields = Partial<Plan>;
type LoginFields = Partial<Omit<Login, 'plan' | 'contract'>> & { plan?: string | Plan; contract?: string | Contract };
type ContractFields = Partial<Omit<Contract, 'id'>>;

let lastPlan = 0;
let lastLogin = 0;
let lastContract = 500_000;
const withoutPlan = new WeakSet<Login>();
const withoutContract = new WeakSet<Login>();

/** An Internet plan of 100 down and 50 up, unless told otherwise. */
export function aPlan(fields: PlanFields = {}): Plan {
  lastPlan += 1;
  return { id: String(lastPlan), name: `Plano ${lastPlan}`, kind: 'I', download: '100M', upload: '50M', ...fields };
}

/** An online login with an address of its own. Where it names no plan or contract, `anIsp` and `addLogin` find it one. */
export function aLogin(fields: LoginFields = {}): Login {
  lastLogin += 1;
  const { plan, contract, ...rest } = fields;
  const login: Login = {
    id: String(lastLogin),
    login: `cliente${lastLogin}`,
    online: 'S',
    active: 'S',
    ip: addressAt(lastLogin),
    prefix: '',
    wanPrefix: '',
    plan: idOf(plan) ?? '0',
    contract: contractId(idOf(contract) ?? ''),
    lastStart: '2026-01-05 08:00:00',
    ...rest,
  };
  if (plan === undefined) withoutPlan.add(login);
  if (contract === undefined) withoutContract.add(login);
  return login;
}

/** A contract, active unless told otherwise. 'c1' may be written for '1', here and in `aLogin`. */
export function aContract(id: string, fields: ContractFields = {}): Contract {
  return { id: contractId(id), status: 'A', speedStatus: 'N', trusted: 'N', ...fields };
}

interface IspParts<P, L, C> {
  plans?: P;
  logins?: L;
  contracts?: C;
  columns?: Isp['columns'];
}

/** Keeps the length that was written, so that `isp.logins[0].login` needs no check, and stays open for more. */
interface KnownIsp<P extends Plan[], L extends Login[], C extends Contract[]> extends Isp {
  plans: [...P, ...Plan[]];
  logins: [...L, ...Login[]];
  contracts: [...C, ...Contract[]];
}

/**
 * An ISP written by hand. With no plan given there is one; a login that names no plan gets the first, and one that
 * names no contract gets an active contract of its own (`contract: ''` really has none).
 */
export function anIsp<P extends Plan[] | [] = [], L extends Login[] | [] = [], C extends Contract[] | [] = []>(
  parts: IspParts<P, L, C> = {},
): KnownIsp<P, L, C> {
  const isp: Isp = {
    plans: parts.plans === undefined ? [aPlan()] : [...parts.plans],
    logins: [],
    contracts: [...(parts.contracts ?? [])],
    transmitters: [],
    pops: [],
    columns: parts.columns ?? 'few',
  };
  for (const login of parts.logins ?? []) addLogin(isp, login);
  return isp as KnownIsp<P, L, C>;
}

/** One more login, linked as `anIsp` does. */
export function addLogin(isp: Isp, login: Login): Login {
  if (withoutPlan.has(login)) login.plan = isp.plans[0]?.id ?? '0';
  if (withoutContract.has(login)) {
    lastContract += 1;
    const contract = aContract(String(lastContract));
    isp.contracts.push(contract);
    login.contract = contract.id;
  }
  isp.logins.push(login);
  return login;
}

/** The n-th address of 100.64.0.0/10, which has some four million. */
export function addressAt(index: number): string {
  const offset = index % (1 << 22);
  return `100.${64 + (offset >> 16)}.${(offset >> 8) & 255}.${offset & 255}`;
}

function idOf(named: string | { id: string } | undefined): string | undefined {
  return typeof named === 'object' ? named.id : named;
}

/** IXC's ids are numbers, and its keyset order is numeric: 'c12' is a test's way to write '12'. */
function contractId(name: string): string {
  return name.replace(/^c(?=\d)/, '');
}

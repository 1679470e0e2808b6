import { addressAt, type Isp, type Login } from './isp.ts';
import { type Random, seededRandom } from './random.ts';

/** What five minutes change at an ISP. */
export interface Churn {
  /** Logins that come online, with new addresses. */
  readonly on?: number;
  readonly off?: number;
  /** Online customers whose contract is blocked (`CA`). */
  readonly block?: number;
  /** Online customers who change to another Internet plan. */
  readonly replan?: number;
  /** Whether every plan gets another name. */
  readonly rename?: boolean;
  /** Online customers whose contract is gone. */
  readonly vanish?: number;
  readonly seed?: number;
}

/** Does as much of it as there are customers for, and says how much that was. */
export function churn(
  isp: Isp,
  { on = 0, off = 0, block = 0, replan = 0, rename = false, vanish = 0, seed = 1 }: Churn,
): Required<Omit<Churn, 'seed'>> {
  const random = seededRandom(seed);
  const online = isp.logins.filter((login) => login.online === 'S');
  const offline = isp.logins.filter((login) => login.online !== 'S');
  const comers = some(offline, on, random);
  const goers = some(online, off, random);
  const blocked = blockSome(isp, online, block, random);
  const changed = some(online, replan, random);
  const plans = isp.plans.filter((plan) => plan.kind === 'I');
  for (const login of comers) Object.assign(login, { online: 'S', ip: freshAddress(random) });
  for (const login of goers) Object.assign(login, { online: 'N', ip: '' });
  for (const login of changed) if (plans.length > 0) login.plan = random.pick(plans).id;
  if (rename) for (const plan of plans) plan.name = `${plan.name} ${seed}`;
  const gone = some(online, vanish, random);
  removeContracts(isp, new Set(gone.map((login) => login.contract)));
  const counts = { on: comers.length, off: goers.length, block: blocked, replan: changed.length };
  return { ...counts, rename, vanish: gone.length };
}

function removeContracts(isp: Isp, gone: ReadonlySet<string>): void {
  if (gone.size === 0) return;
  isp.contracts = isp.contracts.filter(({ id }) => !gone.has(id));
}

function blockSome(isp: Isp, online: Login[], count: number, random: Random): number {
  if (count === 0) return 0;
  const contracts = new Map(isp.contracts.map((contract) => [contract.id, contract]));
  const free = online.filter((login) => contracts.get(login.contract)?.status === 'A');
  const chosen = some(free, count, random);
  for (const login of chosen) Object.assign(contracts.get(login.contract) ?? {}, { status: 'CA' });
  return chosen.length;
}

/** Takes up to `count` of them out of the list. */
function some(from: Login[], count: number, random: Random): Login[] {
  const taken: Login[] = [];
  while (taken.length < count && from.length > 0) {
    const at = random.below(from.length);
    const last = from.pop();
    const chosen = at < from.length ? from[at] : last;
    if (at < from.length && last !== undefined) from[at] = last;
    if (chosen !== undefined) taken.push(chosen);
  }
  return taken;
}

/** From the upper half of 100.64.0.0/10, which no generated ISP reaches. */
function freshAddress(random: Random): string {
  return addressAt((1 << 21) + random.below(1 << 21));
}

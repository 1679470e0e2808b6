import { type Billing, planUsers } from '../billing/reading.ts';
import type { Plan } from '../billing/records.ts';
import type { MappingOptions } from '../mapping/desired.ts';
import { isInternet } from '../mapping/offers.ts';
import { parseSpeed, type SpeedOptions } from '../mapping/speed.ts';
import { say } from '../text/language.ts';

/** Plans named in a sentence. */
const MOST_NAMED = 3;
/** In Kbps: nobody sells less, so that it is a unit that was forgotten or mistaken. */
const LEAST_SOLD = 1000;
/** A name and a speed that are so many times apart do not speak of the same. */
const APART = 5;

/** How speeds are read, and what becomes of them. */
export type SpeedJudging = SpeedOptions & Pick<MappingOptions, 'rateFactor'>;

/** What of the plans' speeds is more likely a slip than a price, a sentence each; obeyed all the same. */
export function oddSpeeds(billing: Billing, options: SpeedJudging): string[] {
  const { plans } = billing;
  const used = planUsers(billing);
  const offered = plans.rows.filter((plan) => isInternet(plan) || used.has(plan.id));
  return [...misnamed(offered, options), ...tooSlow(offered, used, options)];
}

/** `Fibra_300M` at 30M. */
function misnamed(plans: readonly Plan[], options: SpeedOptions): string[] {
  const found = plans.filter((plan) => {
    const [named, kbps] = [namedKbps(plan.name), downKbps(plan, options)];
    return named !== undefined && kbps !== undefined && (kbps >= named * APART || named >= kbps * APART);
  });
  return found.length === 0
    ? []
    : [
        say`${found.length} {1|plan has|plans have} another speed than {1|its|their} name says (${shown(found)}): look whether it was typed rightly`,
      ];
}

function tooSlow(plans: readonly Plan[], used: ReadonlyMap<number, number>, options: SpeedJudging): string[] {
  const factor = options.rateFactor?.down ?? 1;
  const isSlow = (plan: Plan) => {
    const kbps = downKbps(plan, options);
    return kbps !== undefined && Math.round(kbps * factor) < LEAST_SOLD;
  };
  const found = plans.filter((plan) => used.has(plan.id) && isSlow(plan));
  const customers = found.reduce((sum, { id }) => sum + (used.get(id) ?? 0), 0);
  return found.length === 0
    ? []
    : [
        say`${customers} online logins get less than 1 Mbps by their plan (${shown(found)}): look at the unit, and at --bare-unit`,
      ];
}

/** In Kbps; undefined where a name speaks of no speed. */
function namedKbps(name: string): number | undefined {
  const [, number = '', unit = ''] =
    /(?:^|[^\d.,])(\d{1,4})[\s_-]*(M|MB|Mb|Mbps|MEGA|Mega|mega|G|GB|Giga|GIGA|giga)(?![a-z])/.exec(name) ?? [];
  return number === '' ? undefined : Number(number) * (/^g/i.test(unit) ? 1_000_000 : 1000);
}

function downKbps({ download }: Plan, options: SpeedOptions): number | undefined {
  const speed = parseSpeed(download, options);
  return speed.kind === 'limited' ? speed.kbps : undefined;
}

function shown(plans: readonly Plan[]): string {
  const named = plans
    .slice(0, MOST_NAMED)
    .map(({ name, download, upload }) => `${name.slice(0, 60)}: ${speedText(download)}/${speedText(upload)}`);
  return `${named.join('; ')}${plans.length > MOST_NAMED ? '; ...' : ''}`;
}

function speedText(text: string | null): string {
  return (text ?? '').trim().slice(0, 20);
}

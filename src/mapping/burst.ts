import type { BurstTexts, Plan } from '../billing/records.ts';
import { say } from '../text/language.ts';
import type { Burst, Bursts, RateFactor, Rates, Skip } from './desired.ts';
import { parseSpeed, type SpeedOptions } from './speed.ts';

export interface BurstOptions extends SpeedOptions {
  /** Whether bursts are wanted at all. */
  readonly burst?: boolean | undefined;
  readonly rateFactor?: RateFactor | undefined;
}

/** The bursts of a plan that can be had, and why one cannot. */
export interface BurstsRead {
  readonly bursts: Bursts | undefined;
  readonly skipped: readonly Skip[];
}

/** @param rates the plan's own, factor included; undefined where they cannot be read */
export function burstsOf(plan: Plan, rates: Rates | undefined, options: BurstOptions): BurstsRead {
  if (options.burst !== true || rates === undefined) return { bursts: undefined, skipped: [] };
  const { rateFactor } = options;
  const down = readBurst(plan.downloadBurst, rates.downKbps, { ...options, factor: rateFactor?.down ?? 1 });
  const up = readBurst(plan.uploadBurst, rates.upKbps, { ...options, factor: rateFactor?.up ?? 1 });
  const skipped = [skipFor(plan, 'download', down), skipFor(plan, 'upload', up)].flatMap((skip) => skip ?? []);
  const bursts = { ...(typeof down === 'object' && { down }), ...(typeof up === 'object' && { up }) };
  return { bursts: 'down' in bursts || 'up' in bursts ? bursts : undefined, skipped };
}

function skipFor({ id, name }: Plan, way: string, read: Burst | string | undefined): Skip | undefined {
  if (typeof read !== 'string') return undefined;
  return { reason: 'bad-burst', what: say`plan ${id} (${name})`, detail: `${way}: ${read}` };
}

/**
 * A threshold below the plan's own speed is the usual case: it is the average that may not be exceeded before the next
 * burst (src/bqn/README.md, "Policies"; src/ixc/README.md, "Plans"). One that is not said is the plan's speed.
 * @returns the burst, why there cannot be one, or undefined where the plan has none
 */
function readBurst(
  texts: BurstTexts | undefined,
  rateKbps: number,
  options: SpeedOptions & { readonly factor: number },
): Burst | string | undefined {
  if (texts === undefined) return undefined;
  if (rateKbps < 0) return say`the plan has no limit to go beyond`;
  const scaled = (text: string) => {
    const speed = parseSpeed(text, options);
    return speed.kind === 'limited' ? Math.max(1, Math.round(speed.kbps * options.factor)) : undefined;
  };
  const burstKbps = scaled(texts.rate);
  const thresholdKbps = texts.threshold === '' ? rateKbps : scaled(texts.threshold);
  const seconds = /^(\d{1,6})\s*s?$/i.exec(texts.time)?.[1];
  const shown = say`burst "${texts.rate}", threshold "${texts.threshold}", time "${texts.time}"`.slice(0, 120);
  if (burstKbps === undefined || thresholdKbps === undefined) return say`${shown}: write a number and k, M or G in IXC`;
  if (seconds === undefined || Number(seconds) === 0) return say`${shown}: the time is no whole number of seconds`;
  if (burstKbps < rateKbps) return say`${shown}: below the plan's own speed`;
  return { rateKbps: burstKbps, thresholdKbps, durationS: Number(seconds) };
}

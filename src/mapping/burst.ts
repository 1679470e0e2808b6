import type { BurstTexts, Plan } from '../billing/records.ts';
import type { Burst, Bursts, RateFactor, Rates } from './desired.ts';
import type { BurstTrouble, PlanSkip } from './skip.ts';
import { parseSpeed, type SpeedOptions } from './speed.ts';

export interface BurstOptions extends SpeedOptions {
  /** Whether bursts are wanted at all. */
  readonly burst?: boolean | undefined;
  readonly rateFactor?: RateFactor | undefined;
}

/** The bursts of a plan that can be had, and why one cannot. */
export interface BurstsRead {
  readonly bursts: Bursts | undefined;
  readonly skipped: readonly PlanSkip[];
}

/** @param rates the plan's own, factor included; undefined where they cannot be read */
export function burstsOf(plan: Plan, rates: Rates | undefined, options: BurstOptions): BurstsRead {
  if (options.burst !== true || rates === undefined) return { bursts: undefined, skipped: [] };
  const { rateFactor } = options;
  const down = readBurst(plan.downloadBurst, rates.downKbps, { ...options, factor: rateFactor?.down ?? 1 });
  const up = readBurst(plan.uploadBurst, rates.upKbps, { ...options, factor: rateFactor?.up ?? 1 });
  const skipped = [
    ...skipsFor(plan, 'download', plan.downloadBurst, down),
    ...skipsFor(plan, 'upload', plan.uploadBurst, up),
  ];
  const bursts = { ...(typeof down === 'object' && { down }), ...(typeof up === 'object' && { up }) };
  return { bursts: 'down' in bursts || 'up' in bursts ? bursts : undefined, skipped };
}

function skipsFor(
  plan: Plan,
  way: 'download' | 'upload',
  texts: BurstTexts | undefined,
  read: Burst | BurstTrouble | undefined,
): PlanSkip[] {
  return texts === undefined || typeof read !== 'string' ? [] : [{ reason: 'bad-burst', plan, way, texts, why: read }];
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
): Burst | BurstTrouble | undefined {
  if (texts === undefined) return undefined;
  if (rateKbps < 0) return 'unlimited';
  const scaled = (text: string) => {
    const speed = parseSpeed(text, options);
    return speed.kind === 'limited' ? Math.max(1, Math.round(speed.kbps * options.factor)) : undefined;
  };
  const burstKbps = scaled(texts.rate);
  const thresholdKbps = texts.threshold === '' ? rateKbps : scaled(texts.threshold);
  const seconds = /^(\d{1,6})\s*s?$/i.exec(texts.time)?.[1];
  if (burstKbps === undefined || thresholdKbps === undefined) return 'speed';
  if (seconds === undefined || Number(seconds) === 0) return 'time';
  if (burstKbps < rateKbps) return 'below';
  return { rateKbps: burstKbps, thresholdKbps, durationS: Number(seconds) };
}

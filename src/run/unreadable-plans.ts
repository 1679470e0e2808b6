import type { Billing } from '../billing/reading.ts';
import { BLOCK_POLICY, type Desired } from '../mapping/desired.ts';
import { isInternet } from '../mapping/offers.ts';

/** Plans named in the sentence. */
const MOST_NAMED = 3;

/**
 * Why nothing can be made of the plans: where no speed can be read every customer would be without a limit. In the field
 * that is an installation that types bare numbers (reference/ixc-api.md).
 * @returns undefined where a plan can be read, or there is none
 */
export function noReadablePlan({ system, plans }: Billing, { policies }: Desired): string | undefined {
  const isReadable = [...policies.keys()].some((name) => name !== BLOCK_POLICY);
  const offered = plans.rows.filter(isInternet);
  if (isReadable || offered.length === 0) return undefined;
  const named = offered
    .slice(0, MOST_NAMED)
    .map(({ name, download, upload }) => `${name.slice(0, 60)}: ${shown(download)}/${shown(upload)}`);
  const bare = offered.every(({ download, upload }) =>
    [download, upload].every((text) => /^\s*\d{1,12}\s*$/.test(text ?? '')),
  );
  const advice = bare
    ? 'they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M'
    : 'type them in like 100M';
  return `no speed of ${system}'s ${offered.length} Internet plans can be read (${named.join('; ')}): ${advice}`;
}

function shown(speed: string | null): string {
  return (speed ?? 'nothing').trim().slice(0, 20);
}

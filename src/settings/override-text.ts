import type { Override } from '../customers/override-rule.ts';
import { say } from '../text/language.ts';

/** What an override is for people: `slow until 2026-12-01 by ana: moving house`. */
export function overrideText({ wish, until, by, why }: Override): string {
  return say`override ${wishText(wish)} until ${until} by ${by}: ${why}`;
}

function wishText(wish: Override['wish']): string {
  if (wish.kind === 'rate') return say`rate ${wish.rates.downKbps}/${wish.rates.upKbps} Kbps`;
  return wish.kind === 'plan' ? say`plan ${wish.name}` : wish.kind;
}

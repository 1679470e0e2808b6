import type { CounterExample } from './counter-example.ts';

/** Every story in which something was broken once. A failing run of the stories prints how the next one stands here. */
export const COUNTER_EXAMPLES: readonly CounterExample[] = [];

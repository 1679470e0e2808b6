/** What grows: customers with all that is theirs; plans or contracts alone; customers of one plan that is renamed. */
export const GROWING = ['subscribers', 'plans', 'contracts', 'renamed'] as const;
export type Growing = (typeof GROWING)[number];

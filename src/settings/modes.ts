/** Flags that each make a start something else than a run. */
export const MODES = ['check', 'explain', 'history', 'support', 'pause', 'expect', 'held', 'resume'] as const;

/** Runs that ask nothing of IXC. */
export const INSTEAD_OF_IXC = ['remove-all', 'restore'] as const;

import type { Fault } from './fault.ts';
import { BOX_FAULTS } from './faults/box.ts';
import { BQN_FAULTS } from './faults/bqn.ts';
import { CHANGES } from './faults/changes.ts';
import { IXC_FAULTS } from './faults/ixc.ts';
import { MASS_EVENTS } from './faults/mass.ts';
import { OPERATOR } from './faults/operator.ts';
import { UNKNOWNS } from './faults/unknowns.ts';

/** Every fault that is tried, in the order in which README.md in this folder lists them. */
export const CATALOGUE: readonly Fault[] = [
  ...IXC_FAULTS,
  ...CHANGES,
  ...MASS_EVENTS,
  ...BQN_FAULTS,
  ...BOX_FAULTS,
  ...UNKNOWNS,
  ...OPERATOR,
];

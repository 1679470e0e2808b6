import { testFaults } from './fault.ts';
import { BQN_FAULTS } from './faults/bqn.ts';

testFaults(BQN_FAULTS);

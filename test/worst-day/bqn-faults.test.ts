import { testFaults } from './fault.ts';
import { BQN_FAULTS } from './faults/bqn.ts';

testFaults(BQN_FAULTS, 'bundle for each kind');

import { testFaults } from '../../worst-day/fault.ts';
import { BQN_FAULTS } from '../../worst-day/faults/bqn.ts';

testFaults(BQN_FAULTS, 'bundle');

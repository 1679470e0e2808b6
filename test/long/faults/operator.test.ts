import { testFaults } from '../../worst-day/fault.ts';
import { OPERATOR } from '../../worst-day/faults/operator.ts';

testFaults(OPERATOR, 'bundle');

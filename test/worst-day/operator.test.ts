import { testFaults } from './fault.ts';
import { OPERATOR } from './faults/operator.ts';

testFaults(OPERATOR, 'bundle for each kind');

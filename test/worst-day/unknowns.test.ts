import { testFaults } from './fault.ts';
import { UNKNOWNS } from './faults/unknowns.ts';

testFaults(UNKNOWNS, 'bundle for each kind');

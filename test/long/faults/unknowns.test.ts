import { testFaults } from '../../worst-day/fault.ts';
import { UNKNOWNS } from '../../worst-day/faults/unknowns.ts';

testFaults(UNKNOWNS, 'bundle');

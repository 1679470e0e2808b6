import { testFaults } from '../../worst-day/fault.ts';
import { CHANGES } from '../../worst-day/faults/changes.ts';

testFaults(CHANGES, 'bundle');

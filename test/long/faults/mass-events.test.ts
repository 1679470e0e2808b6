import { testFaults } from '../../worst-day/fault.ts';
import { MASS_EVENTS } from '../../worst-day/faults/mass.ts';

testFaults(MASS_EVENTS, 'bundle');

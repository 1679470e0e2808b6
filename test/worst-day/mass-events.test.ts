import { testFaults } from './fault.ts';
import { MASS_EVENTS } from './faults/mass.ts';

testFaults(MASS_EVENTS, 'bundle for each kind');

import { testFaults } from './fault.ts';
import { BOX_FAULTS } from './faults/box.ts';

testFaults(BOX_FAULTS, 'bundle for each kind');

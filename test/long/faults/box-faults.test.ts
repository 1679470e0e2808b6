import { testFaults } from '../../worst-day/fault.ts';
import { BOX_FAULTS } from '../../worst-day/faults/box.ts';

testFaults(BOX_FAULTS, 'bundle');

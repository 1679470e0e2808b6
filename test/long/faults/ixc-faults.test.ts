import { testFaults } from '../../worst-day/fault.ts';
import { IXC_FAULTS } from '../../worst-day/faults/ixc.ts';

testFaults(IXC_FAULTS, 'bundle');

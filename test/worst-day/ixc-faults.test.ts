import { testFaults } from './fault.ts';
import { IXC_FAULTS } from './faults/ixc.ts';

testFaults(IXC_FAULTS, 'bundle for each kind');

import { testFaults } from './fault.ts';
import { CHANGES } from './faults/changes.ts';

testFaults(CHANGES, 'bundle for each kind');

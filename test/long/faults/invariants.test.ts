import { testInvariants } from '../../worst-day/invariants.ts';

testInvariants((act) => act());

import { fromSource } from '../support/world.ts';
import { testInvariants } from './invariants.ts';

testInvariants(fromSource);

import { fromSource } from '../support/from-source.ts';

import { testInvariants } from './invariants.ts';

testInvariants(fromSource);

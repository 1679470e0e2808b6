import { fromSource } from '../support/from-source.ts';

import { testWeeks } from './weeks.ts';

testWeeks(2, fromSource);

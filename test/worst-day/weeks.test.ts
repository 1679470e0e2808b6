import { fromSource } from '../support/world.ts';
import { testWeeks } from './weeks.ts';

testWeeks(3, fromSource);

import { testWeeks } from '../worst-day/weeks.ts';

/** `WEEKS=50 SEED=random npm run test:long -- weeks` for more of them, and other ones. */
const WEEKS = Number(process.env['WEEKS'] ?? '7');

testWeeks(WEEKS, (act) => act());

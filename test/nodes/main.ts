/** `npm run nodes`, or `npm run nodes -- 16 26` for some of them. */
import { rmSync } from 'node:fs';
import { finish, reportFolder } from '../tiers/tally.ts';
import { everyNode } from './matrix.ts';

const reports = reportFolder();
try {
  finish(await everyNode(process.argv.slice(2), reports));
} finally {
  rmSync(reports, { recursive: true, force: true });
}

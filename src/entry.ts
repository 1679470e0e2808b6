#!/usr/bin/env node
import { VERSION } from './version.ts';

/** The first thing that runs: who asks for the version alone waits for nothing else to be loaded. */
const [, , first, ...others] = process.argv;
if (first === '--version' && others.length === 0) {
  // A reader that has gone away is nobody's trouble.
  process.stdout.on('error', () => {});
  process.stdout.write(`${VERSION}\n`);
} else {
  void import('./main.ts');
}

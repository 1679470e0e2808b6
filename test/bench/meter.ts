/**
 * Runs a CommonJS program as if Node itself had started it, and says on descriptor 3 what it has cost:
 *
 *   node meter.js PROGRAM [arguments]
 *
 * The numbers are the kernel's own for this process (getrusage, VmHWM), taken in its `exit` event. What they miss is the
 * tearing down after it: 1 to 3 ms of CPU. They hold Node's start and this file, some 35 ms, as does the limit they are
 * compared with. `maxRSS` is not used where /proc is: Linux hands the parent's peak down through exec.
 */
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , program = ''] = process.argv;
process.argv.splice(1, 1);
process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: peakKb() / 1024 }));
});
createRequire(program)(program);

function peakKb(): number {
  try {
    const [, kb] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kb);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

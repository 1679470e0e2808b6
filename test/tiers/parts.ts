import { cpuSoFar } from './cpu.ts';
import { EMPTY, sum, type Tally } from './tally.ts';

/** A part of a tier, with what it is called where people see it. */
export interface Part {
  readonly title: string;
  run(): Tally | Promise<Tally>;
}

/** Part after part: one that fails does not keep the next ones from running. Says at the end what each of them took. */
export async function runParts(parts: readonly Part[]): Promise<Tally> {
  const lines: string[] = [];
  const [started, cpuBefore] = [Date.now(), cpuSoFar()];
  let all = EMPTY;
  for (const { title, run } of parts) {
    process.stdout.write(`\n=== ${title}\n`);
    const [wall, cpu] = [Date.now(), cpuSoFar()];
    all = sum(all, await run());
    lines.push(costLine(title, wall, cpu));
  }
  lines.push(costLine('all of it', started, cpuBefore));
  process.stdout.write(`\n    wall s    CPU s  part\n${lines.join('\n')}\n`);
  return all;
}

function costLine(title: string, started: number, cpuBefore: number): string {
  const [wall, cpu] = [(Date.now() - started) / 1000, cpuSoFar() - cpuBefore];
  return `${wall.toFixed(1).padStart(10)}${cpu.toFixed(1).padStart(9)}  ${title}`;
}

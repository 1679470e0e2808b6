import { writeFileSync } from 'node:fs';
import { ACCIDENTS } from './accidents.ts';
import { type MonthResult, playMonth } from './month.ts';
import { EVENTS } from './ordinary.ts';
import { type AccidentResult, play } from './play.ts';

/**
 * `npm run month`: an ordinary month of an ISP, run by run, and what goes wrong at one, run by run; the figures go to
 * test/month/README.md. `--sizes 338,5000,60000` (the last one takes hours), `--days 31`, `--accidents-of 338`.
 */
function option(name: string, usual: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
}

async function main(): Promise<void> {
  const days = Number(option('days', '31'));
  const sizes = option('sizes', '338,5000').split(',').map(Number);
  const accidents: AccidentResult[] = [];
  for (const accident of ACCIDENTS) {
    const result = await play(accident, Number(option('accidents-of', '338')));
    accidents.push(result);
    process.stdout.write(`${result.isStopped ? 'stopped' : 'PASSED '} ${result.all} ${result.what}\n`);
  }
  const months: MonthResult[] = [];
  for (const size of sizes) {
    const result = await playMonth(size, days);
    months.push(result);
    process.stdout.write(
      `${size} customers: ${result.held} of ${result.runs} runs held ${result.examples.join(', ')}\n`,
    );
  }
  writeFileSync('test/month/README.md', page(months, accidents, days));
  const isWell = months.every(({ held }) => held === 0) && accidents.every(({ isStopped }) => isStopped);
  process.exitCode = isWell ? 0 : 1;
}

function page(months: readonly MonthResult[], accidents: readonly AccidentResult[], days: number): string {
  const within = (count: number, may: number) => `${count} (${may})`;
  return [
    '# A month without a false alarm',
    '',
    `\`npm run month\` plays ${days} days of an ISP, a run every five minutes, with the program's own planner, gate and books over a BQN in`,
    'memory, and writes this page. Sessions come and go, customers come, change their plan, and go; on the days 5, 10, 15, 20 and 25',
    'those who did not pay are blocked, and are let through as they pay. And:',
    '',
    ...EVENTS.map(({ day, what }) => `- day ${day}: ${what}`),
    '',
    '| customers | runs | held | put off, without an alarm | blocked in all | writes |',
    '|---|---|---|---|---|---|',
    ...months.map(
      ({ customers, runs, held, putOff, blocked, writes }) =>
        `| ${customers} | ${runs} | ${held} | ${putOff} | ${blocked} | ${writes} |`,
    ),
    '',
    '# Mistakes, at whatever pace',
    '',
    'Each is watched for two days. In brackets what the limits allow: 20 % within an hour and 30 % within a day for blocks, for what',
    'lets the blocked through, and for speeds; 30 % and 45 % for plans and for entries; nothing for a gross error.',
    '',
    '| mistake | harm | of | most within an hour | most within a day | in all | held or put off after | |',
    '|---|---|---|---|---|---|---|---|',
    ...accidents.map(
      (one) =>
        `| ${one.what} | ${one.harm} | ${one.outOf} | ${within(one.hour, one.mayHour)} | ${within(one.day, one.mayDay)} | ${one.all} | ${one.stopped ?? '-'} min | ${one.isStopped ? 'stopped' : '**passed**'} |`,
    ),
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

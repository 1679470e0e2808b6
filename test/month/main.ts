import { readFileSync, writeFileSync } from 'node:fs';
import { ACCIDENTS } from './accidents.ts';
import { type MonthResult, playMonth } from './month.ts';
import { EVENTS } from './ordinary.ts';
import { type AccidentResult, play } from './play.ts';

/**
 * `npm run month`: an ordinary month of an ISP, run by run, and what goes wrong at one, run by run; the figures go to
 * test/month/README.md. `--sizes 338,5000,60000` (`none`), `--days 31`, `--accidents-of 338` (0 for none). What is not
 * played stays on the page as it was.
 */
const PAGE = 'test/month/README.md';
const HEADING = '# Mistakes, at whatever pace';

/** A month of more customers, with a run every five minutes, is more than anybody waits for: quiet hours are looked at less often. */
const MANY = 1000;
const QUIET_MINUTES = 60;

function option(name: string, usual: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
}

async function main(): Promise<void> {
  const days = Number(option('days', '31'));
  const sizes = option('sizes', '338,5000,60000').split(',').map(Number).filter(Number.isInteger);
  const accidentsOf = Number(option('accidents-of', '338'));
  const accidents: AccidentResult[] = [];
  for (const accident of accidentsOf > 0 ? ACCIDENTS : []) {
    const result = await play(accident, accidentsOf);
    accidents.push(result);
    process.stdout.write(`${result.isStopped ? 'stopped' : 'PASSED '} ${result.all} ${result.what}\n`);
  }
  const months: MonthResult[] = [];
  for (const size of sizes) {
    const onDay = (day: number, runs: number) => process.stdout.write(`${size} customers: day ${day}, ${runs} runs\n`);
    const result = await playMonth(size, days, { quietMinutes: size > MANY ? QUIET_MINUTES : 5, onDay });
    months.push(result);
    process.stdout.write(
      `${size} customers: ${result.held} of ${result.runs} runs held ${result.examples.join(', ')}\n`,
    );
    // A large one may take an hour: what is known stands there before.
    writeFileSync(PAGE, page(months, accidents, days));
  }
  if (months.length === 0) writeFileSync(PAGE, page(months, accidents, days));
  const isWell = months.every(({ held }) => held === 0) && accidents.every(({ isStopped }) => isStopped);
  process.exitCode = isWell ? 0 : 1;
}

function page(months: readonly MonthResult[], accidents: readonly AccidentResult[], days: number): string {
  const before = readFileSync(PAGE, 'utf8');
  return [
    '# A month without a false alarm',
    '',
    `\`npm run month\` plays ${days} days of an ISP, a run every five minutes, with the program's own planner, gate and books over a BQN in`,
    'memory, and writes this page. Sessions come and go, customers come, change their plan, and go; on the days 5, 10, 15, 20 and 25',
    'those who did not pay are blocked, and are let through as they pay. And:',
    '',
    ...EVENTS.map(({ day, what }) => `- day ${day}: ${what}`),
    '',
    `Of more than ${MANY} customers a month of that is more than anybody waits for. There a run comes every five minutes for hours after each of these events`,
    `and after each block of a due day, and every ${QUIET_MINUTES} minutes while sessions merely come and go: the ISP lives on meanwhile, every five`,
    'minutes, and what came of it meets the gate at once.',
    '',
    '| customers | minutes between runs | runs | held | put off, without an alarm | blocked in all | writes |',
    '|---|---|---|---|---|---|---|',
    ...monthRows(months, before),
    '',
    ...(accidents.length > 0 ? accidentLines(accidents) : [before.slice(before.indexOf(HEADING))]),
  ].join('\n');
}

/** By size; of those that were not played, the row that was there. */
function monthRows(months: readonly MonthResult[], before: string): string[] {
  const rows = new Map<number, string>();
  for (const [row, size] of before.matchAll(/^\| (\d+) \|.*$/gm)) rows.set(Number(size), row);
  for (const { customers, quietMinutes, runs, held, putOff, blocked, writes } of months) {
    const minutes = quietMinutes > 5 ? `5, in quiet hours ${quietMinutes}` : '5';
    rows.set(customers, `| ${customers} | ${minutes} | ${runs} | ${held} | ${putOff} | ${blocked} | ${writes} |`);
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
}

function accidentLines(accidents: readonly AccidentResult[]): string[] {
  const within = (count: number, may: number) => `${count} (${may})`;
  return [
    HEADING,
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
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

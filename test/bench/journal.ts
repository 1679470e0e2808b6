import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseQuery } from '../../src/state/journal.ts';
import { packedAs, packedMonths } from '../../src/state/journal-files.ts';
import { findInJournal } from '../../src/state/journal-scan.ts';

/**
 * How long the history of one customer takes to find in a year of 60,000 customers, each of whom is blocked and opened in
 * four months of it and meets ten new speeds of their plan: `tsx test/bench/journal.ts`.
 */
const CUSTOMERS = 60_000;
const MONTHS = 12;
const YEAR = 2026;
/** One in so many is blocked and opened in a month. */
const BLOCKED = 3;
const PLANS = 40;
/** Lines that are packed at once, as the program does. */
const AT_ONCE = 15_000;

const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-bench-'));
try {
  const journal = join(folder, 'sync-ixc-bqn.journal.jsonl');
  writeFileSync(journal, '');
  let lines = 0;
  let bytes = 0;
  for (let month = 1; month <= MONTHS; month++) {
    const text = linesOf(month);
    lines += text.length;
    const parts: Buffer[] = [];
    for (let at = 0; at < text.length; at += AT_ONCE) {
      const part = text.slice(at, at + AT_ONCE).join('');
      bytes += part.length;
      parts.push(gzipSync(part));
    }
    writeFileSync(packedAs(journal, `${YEAR}-${String(month).padStart(2, '0')}`), Buffer.concat(parts));
  }
  const packed = packedMonths(journal).reduce((sum, { path }) => sum + statSync(path).size, 0);
  process.stdout.write(`${lines} lines, ${megabytes(bytes)} MB, packed ${megabytes(packed)} MB\n`);
  for (const query of ['cliente30000', '100.64.117.48', 'contract:30000', 'nobody', 'p', 'contract:5']) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    const { entries } = await findInJournal(
      journal,
      { query: parseQuery(query) },
      (text) => void process.stderr.write(`${text}\n`),
    );
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const { user, system } = process.cpuUsage(cpu);
    const used = ((user + system) / 1_000_000).toFixed(2);
    process.stdout.write(
      `${query}: ${entries.length} entries in ${seconds} s, ${used} s of CPU, ${megabytes(process.memoryUsage().rss)} MB in all\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function linesOf(month: number): string[] {
  const found: string[] = [];
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    if ((customer + month) % BLOCKED !== 0) continue;
    found.push(lineOf(month, customer, 'blocks', 'CA'), lineOf(month, customer, 'opens', 'A'));
  }
  for (let plan = 0; plan < PLANS; plan++) {
    const who: string[] = [];
    for (let at = plan; at < CUSTOMERS; at += PLANS) who.push(`cliente${at} ${addressOf(at)} ${at}`);
    const policy = { name: `Plano ${plan}`, customers: who.length, who };
    if (month <= 10)
      found.push(`${JSON.stringify({ ...stamp(month, plan), event: 'changes', login: '', ip: '', policy })}\n`);
  }
  return found;
}

function lineOf(month: number, customer: number, event: string, status: string): string {
  const plan = customer % PLANS;
  const fate = `Plano ${plan} ${100_000 + plan * 1000} Kbps/50000 Kbps`;
  const [from, to] = event === 'blocks' ? [fate, 'blocked'] : ['blocked', fate];
  const reason = `contract ${customer}: ${status} -> ${event === 'blocks' ? 'blocked' : 'has service'}`;
  const who = { login: `cliente${customer}`, ip: addressOf(customer) };
  return `${JSON.stringify({ ...stamp(month, customer), ...who, from, to, contract: customer, status, plan, reason, event })}\n`;
}

function stamp(month: number, at: number) {
  const time = new Date(
    Date.UTC(YEAR, month - 1, 1 + (at % 27), at % 24, at % 60, (at * 7) % 60, at % 1000),
  ).toISOString();
  return { time, run: time, bqn: '192.0.2.8:3443' };
}

function addressOf(customer: number): string {
  return `100.${64 + (customer >> 16)}.${(customer >> 8) & 255}.${customer & 255}`;
}

function megabytes(size: number): string {
  return (size / 1_000_000).toFixed(1);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { answer, type Effect, type Match, raw, singleBytes } from '../../simulator/index.ts';
import { sampled } from '../../support/from-source.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** Answers that arrive a byte at a time, through the bundle: what is kept of them is as large as their text, not as their pieces. */

vi.setConfig({ maxConcurrency: 2, testTimeout: 300_000 });

/** In bytes; of which Node itself takes a third to a half. */
const ENOUGH = 150_000_000;
const FAT = 'x'.repeat(800_000);

function body(text: string): Effect {
  return { kind: 'body', change: () => Buffer.from(text) };
}

/** What the process had at its most, in bytes: the system says it at the end. */
async function runMeasured(world: World, args: readonly string[] = []) {
  const told = world.path('memory');
  const hook = world.path('measure.cjs');
  // Not `resourceUsage`, which counts what the process had before it became this program: the test's own memory.
  writeFileSync(
    hook,
    `const fs = require('node:fs');
     process.on('exit', () => fs.writeFileSync(${JSON.stringify(told)}, fs.readFileSync('/proc/self/status')));`,
  );
  const run = await world.run(args, {
    env: { NODE_OPTIONS: `--require ${hook}`, IXC_BQN_IXC_TIMEOUT: '60', IXC_BQN_BQN_TIMEOUT: '60' },
  });
  const [, kilobytes = ''] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(told, 'utf8')) ?? [];
  return { run, bytes: Number(kilobytes) * 1024 };
}

const listing = (rows: string) => `{"page":"1","total":"1","registros":[${rows}]}`;

interface Case {
  readonly what: string;
  readonly server: 'ixc' | 'bqn';
  readonly match: Match;
  readonly effects: readonly Effect[];
  readonly code: number;
}

const unpacked = singleBytes({ packed: false });

const CASES: readonly Case[] = [
  {
    what: 'a row of IXC',
    server: 'ixc',
    match: { target: 'radusuarios', times: 1 },
    effects: [body(listing(`{"id":"101","login":"${FAT}"}`)), unpacked],
    code: 0,
  },
  {
    what: 'an entry of a BQN',
    server: 'bqn',
    match: { target: 'subscribers', method: 'GET' },
    effects: [body(`{"items":[{"subscriberIp":"203.0.113.99","subscriberId":"${FAT}"}]}`), unpacked],
    code: 0,
  },
  {
    what: 'the ordinary lists of IXC, packed',
    server: 'ixc',
    match: {},
    effects: [singleBytes()],
    code: 0,
  },
  {
    what: 'a row of IXC that has no end',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [body(listing(`{"id":"${FAT}${FAT}${FAT}`)), unpacked],
    code: 0,
  },
  {
    what: 'what stands around the rows of IXC',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [body(`{"page":"${FAT}","registros":[]}`), unpacked],
    code: 0,
  },
  {
    what: 'blanks before a list of IXC',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [body(`${' '.repeat(1_000_000)}{"page":"1"}`), unpacked],
    code: 0,
  },
  {
    what: 'an entry of a BQN that is not text alone',
    server: 'bqn',
    match: { target: 'subscriberGroups', method: 'GET' },
    effects: [
      body(`{"items":[{"subscriberGroupName":"G","subscriberMembers":[${'"a",'.repeat(400_000)}"b"]}]}`),
      unpacked,
    ],
    code: 0,
  },
  {
    what: 'an error page of IXC',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [answer({ status: 500, body: FAT, contentType: 'text/html' }), unpacked],
    code: 0,
  },
  {
    what: 'a head of IXC that has no end',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [raw(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`, { single: true })],
    code: 0,
  },
  {
    what: 'heads of a BQN that are none yet',
    server: 'bqn',
    match: { target: 'subscribers', method: 'GET', times: 1 },
    effects: [raw('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'.repeat(20_000), { single: true })],
    code: 0,
  },
  {
    what: 'what an answer of IXC has behind it',
    server: 'ixc',
    match: { target: 'radgrupos', times: 1 },
    effects: [raw(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;${'x'.repeat(300_000)}`, { single: true })],
    code: 0,
  },
];

// One of each server, for whoever waits.
for (const { what, server, match, effects, code } of sampled(CASES, 2)) {
  test.concurrent(`${what}, a byte at a time, takes no more memory than its text`, async (context) => {
    const world = await aWorld(onEnd(context));
    world[server].faults.on(match, ...effects);
    const { run, bytes } = await runMeasured(world);
    expect(run.code, told(run)).toBe(code);
    expect(bytes).toBeLessThan(ENOUGH);
  });
}

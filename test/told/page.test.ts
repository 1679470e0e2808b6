import { statSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { pageHtml } from '../../src/report/page.ts';
import { SCRIPT, STYLE } from '../../src/report/page-parts.ts';
import { aTown, block, EVIL, textOf } from '../support/a-page.ts';
import { aDesired, aHeldBack, aSubscriber, many } from '../support/builders.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import { englishIn } from '../support/texts.ts';
import { told } from '../support/world.ts';

/** The page for the browser (`--html`). */

vi.setConfig({ maxConcurrency: 4, testTimeout: 120_000 });

test.concurrent('a day: who was blocked and why, what is held back with its command, what to mend', async (context) => {
  const { world, file, page } = await aTown(context);
  block(world, 2);
  const [first] = world.ixc.isp.logins;
  world.ixc.isp.logins.push({ ...(first ?? world.ixc.isp.logins[0]), id: '9001', login: EVIL, ip: '' } as never);
  const little = await page();
  expect(little.run.code, told(little.run)).toBe(0);
  expect(textOf(little.html)).toMatch(/Newly blocked.*: CA -> blocked/);
  expect(textOf(little.html)).toContain(EVIL);
  expect(little.html).not.toContain('<img');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  block(world, 1000);
  const much = await page();
  expect(much.run.code).toBe(6);
  expect(textOf(much.html)).toMatch(/part held back by the gate.*Held back.*--approve blocks=\d+/);
  expect(textOf(much.html)).toMatch(/To mend in IXC.*login without an IP.*Provedor > Logins/);
});

test.concurrent('a run that read nothing says why, with what the journal knows', async (context) => {
  const { world, page } = await aTown(context);
  block(world, 2);
  await page();
  world.ixc.forbidden.add('radgrupos');
  const { run, html } = await page();
  expect(run.code).toBe(3);
  expect(textOf(html)).toMatch(/IXC could not be read whole.*radgrupos.*Newly blocked.*CA -> blocked/);
  writeFileSync(world.path('sync-ixc-bqn.journal.jsonl'), '{"time":1}\nnonsense\n');
  expect((await page()).html).toContain('</html>');
});

test.concurrent('in Portuguese no word of English is left, and no secret', async (context) => {
  const { world, page } = await aTown(context);
  block(world, 1000);
  const { html } = await page('--lang', 'pt');
  expect(html).toContain('<html lang="pt-BR">');
  expect(englishIn(textOf(html))).toEqual([]);
  expect(html).not.toContain(world.ixc.key);
});

test('it stays below 300 kB at 20,000 customers, of whom all are in trouble', () => {
  const subscribers = many(20_000, (id) =>
    aSubscriber({
      ip: `100.${64 + (id >> 14)}.${(id >> 7) & 127}.${id & 127}`,
      id: `cliente-de-nome-comprido-${id}`,
      standing: { kind: 'blocked', contract: id, status: 'CA' },
    }),
  );
  const skipped = many(
    20_000,
    (id) => ({ reason: 'no-ip', what: `login ${id} (ção-${id})`, detail: 'x'.repeat(200) }) as const,
  );
  const journal = many(20_000, (id) => ({
    time: new Date(FACTS.ended * 1000 - id).toISOString(),
    run: '',
    bqn: '10.0.0.1:3443',
    event: id % 3 === 0 ? 'opens' : 'blocks',
    login: `cliente-${id}`,
    ip: `100.64.0.${id % 256}`,
    from: '',
    to: '',
    contract: id,
    status: 'CA',
    plan: 1,
    reason: `contract ${id}: CA -> blocked`,
  }));
  const heldBack = [aHeldBack({ count: 20_000 })];
  const outcome = anOutcome({ desired: aDesired({ subscribers, skipped }), bqns: [aBqnOutcome({ heldBack })] });
  const judging = {
    allowedStatus: new Set(['A']),
    block: true,
    dualStack: false,
    speedBase: 1000,
    ipConflict: 'skip',
  } as const;
  const html = pageHtml({ facts: FACTS, outcome, judging, journal, command: 'sync-ixc-bqn' });
  expect(Buffer.byteLength(html)).toBeLessThan(300_000);
  expect(html).toContain('cliente-20000');
});

test.concurrent('whatever the page would ask for, it may not: its own policy says so, and there is nothing that asks', async (context) => {
  const { world, page } = await aTown(context);
  block(world, 2);
  world.ixc.isp.logins.push({ ...world.ixc.isp.logins[0], id: '9001', login: EVIL, ip: '' } as never);
  const { html } = await page();
  expect(html).toContain("default-src 'none'");
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  expect(tags.length).toBeGreaterThan(50);
  for (const tag of tags) expect(tag).not.toMatch(/\b(?:src|href|action|srcset|poster)=/);
  expect(`${STYLE}${SCRIPT}`).not.toMatch(/url\(|@import|fetch\(|https?:|import\(|XMLHttp|innerHTML/);
});

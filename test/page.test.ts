import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { pageHtml } from '../src/report/page.ts';
import { SCRIPT, STYLE } from '../src/report/page-parts.ts';
import { aDesired, aHeldBack, aSubscriber, many } from './support/builders.ts';
import { aBqnOutcome, anOutcome, FACTS } from './support/outcomes.ts';
import { englishIn } from './support/texts.ts';
import { aWorld, type OnEnd, told, type World } from './worst-day/world.ts';

/** The page for the browser (`--html`). */

vi.setConfig({ maxConcurrency: 4, testTimeout: 120_000 });

type Context = { onTestFinished: (act: () => Promise<void>) => void };

const EVIL = '</script><img src=x onerror="document.title=1">';

async function aTown(context: Context) {
  const onEnd: OnEnd = (act) => context.onTestFinished(async () => void (await act()));
  const world = await aWorld(onEnd);
  await world.begin();
  const file = world.path('page.html');
  const page = async (...args: string[]) => {
    const run = await world.run(['--html', file, ...args]);
    return { run, html: readFileSync(file, 'utf8') };
  };
  return { world, file, page };
}

function block({ ixc }: World, most: number): void {
  for (const contract of ixc.isp.contracts.slice(0, most)) contract.status = 'CA';
}

/** Without what is between angle brackets, and with the characters that were escaped. */
function textOf(html: string): string {
  const body = html.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, ' ').replace(/<[^>]*>/g, ' ');
  return body.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))).replace(/\s+/g, ' ');
}

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

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** What the page has become after somebody typed into its search, and what the browser said and asked for meanwhile. */
function browse(world: World, html: string, typed: string) {
  const act = `const s=document.getElementById('search');s.value=${JSON.stringify(typed)};s.dispatchEvent(new Event('input'))`;
  const file = world.path('typed.html');
  // Nothing runs on the page that its policy does not know: not what a test adds either.
  const hash = createHash('sha256').update(act).digest('base64');
  const ajar = html.replace('script-src ', () => `script-src 'sha256-${hash}' `);
  const stranger = `<script>document.title='stranger'</script>`;
  writeFileSync(
    file,
    ajar.replace('</body>', () => `<script>${act}</script>${stranger}</body>`),
  );
  const net = world.path('net.json');
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', `--log-net-log=${net}`];
  const done = spawnSync(
    CHROMIUM ?? '',
    [...flags, `--user-data-dir=${world.path('browser')}`, '--dump-dom', `file://${file}`],
    {
      encoding: 'utf8',
      timeout: 60_000,
      env: { PATH: '/usr/bin:/bin', HOME: world.folder },
    },
  );
  const found = /<div id="found"[\s\S]*?<\/div>/.exec(done.stdout)?.[0] ?? done.stderr;
  return {
    found: textOf(found),
    dom: done.stdout,
    said: done.stderr
      .split('\n')
      .filter((line) => line.includes('CONSOLE') && !line.includes('Content Security Policy')),
  };
}

test
  .runIf(CHROMIUM)
  .concurrent('in a browser: the search finds, nothing is fetched, nothing is complained of', async (context) => {
    const { world, page } = await aTown(context);
    block(world, 2);
    const [login] = world.ixc.isp.logins.filter(({ contract }) => contract === world.ixc.isp.contracts[0]?.id);
    world.ixc.isp.logins.push({ ...login, id: '9001', login: EVIL, ip: '' } as never);
    const { html } = await page();
    const hit = browse(world, html, login?.login ?? '');
    expect(hit.found).toMatch(new RegExp(`${login?.login.replaceAll(' ', '_')} ${login?.ip} .*CA`));
    expect(hit.said).toEqual([]);
    expect(hit.dom).not.toContain('<title>stranger</title>');
    const evil = browse(world, html, 'onerror');
    expect(evil.found).toContain('login without an IP');
    expect(evil.dom).not.toContain('<title>1</title>');
    expect(evil.said).toEqual([]);
    const nobody = browse(world, html, "D'Artagnan");
    expect(nobody.found).toMatch(/not on this page.*--explain 'D'\\''Artagnan'/);
    expect(html).not.toContain('unsafe-inline');
    // Whatever it would ask for, it may not: its own policy says so, and there is nothing that asks.
    expect(html).toContain("default-src 'none'");
    const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(50);
    for (const tag of tags) expect(tag).not.toMatch(/\b(?:src|href|action|srcset|poster)=/);
    expect(`${STYLE}${SCRIPT}`).not.toMatch(/url\(|@import|fetch\(|https?:|import\(|XMLHttp|innerHTML/);
  });

test.skipIf(CHROMIUM)('THE PAGE IS NOT TRIED IN A BROWSER: no Chromium on this machine', () => {});

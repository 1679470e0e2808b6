import { statSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { pageHtml } from '../../src/report/page.ts';
import { SCRIPT } from '../../src/report/page-script.ts';
import { STYLE } from '../../src/report/page-style.ts';
import { worklistCsv } from '../../src/report/worklist.ts';
import { reset } from '../simulator/index.ts';
import { aTown, block, EVIL, textOf } from '../support/a-page.ts';
import { aDesired, aHeldBack, anIxc, aPlan, aSubscriber, many } from '../support/builders.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import { englishIn } from '../support/texts.ts';
import { variant } from '../support/variant.ts';
import { told } from '../support/world.ts';

/** The page for the browser (`--html`). */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const JUDGED = {
  facts: FACTS,
  judging: {
    allowedStatus: new Set(['A']),
    block: true,
    dualStack: false,
    speedBase: 1000,
    ipConflict: 'skip',
  },
  command: 'sync-ixc-bqn',
} as const;

const anEntry = {
  run: '',
  bqn: '192.0.2.7:3443',
  ip: '',
  from: '',
  to: '',
  contract: 1,
  status: 'CA',
  plan: 1,
  reason: '',
};
const aFate = {
  customer: 'login 1',
  movedFrom: undefined,
  from: { kind: 'unsaid' },
  to: { kind: 'blocked' },
  effect: 'blocks',
  contractGone: false,
  contract: 1,
  status: 'CA',
  plan: 1,
  why: { kind: 'blocked', standing: { kind: 'blocked', contract: 1, status: 'CA' } },
} as const;

test.concurrent('a day: who was blocked and why, what is held back with its command, what to mend', async (context) => {
  const { world, file, page } = await aTown(context);
  block(world, 2);
  const [first] = world.ixc.isp.logins;
  world.ixc.isp.logins.push({ ...(first ?? world.ixc.isp.logins[0]), id: '9001', login: EVIL, ip: '' } as never);
  const little = await page();
  expect(little.run.code, told(little.run)).toBe(0);
  expect(textOf(little.html)).toMatch(/Newly blocked.*: CA → blocked/);
  expect(textOf(little.html)).toContain(EVIL);
  expect(little.html).not.toContain('<img');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  block(world, 1000);
  const much = await page();
  expect(much.run.code).toBe(6);
  expect(textOf(much.html)).toMatch(
    /part held back by the gate.*Held back.*subscribers newly blocked.*--approve blocks=\d+/,
  );
  expect(textOf(much.html).match(/--approve/g), 'nothing is said twice').toHaveLength(1);
  expect(textOf(much.html)).toMatch(/To mend in IXC.*login without an IP.*Provedor > Logins/);
});

variant('a run that read nothing says why, with what the journal knows', async (context) => {
  const { world, page } = await aTown(context);
  block(world, 2);
  await page();
  world.ixc.forbidden.add('radgrupos');
  const { run, html } = await page();
  expect(run.code).toBe(3);
  expect(textOf(html)).toMatch(/IXC could not be read whole.*radgrupos.*Newly blocked.*CA → blocked/);
  writeFileSync(world.path('sync-ixc-bqn.journal.jsonl'), '{"time":1}\nnonsense\n');
  expect((await page()).html).toContain('</html>');
});

variant('in Portuguese no word of English is left, and no secret', async (context) => {
  const { world, page } = await aTown(context);
  block(world, 1000);
  const { html } = await page('--lang', 'pt');
  expect(html).toContain('<html lang="pt-BR">');
  expect(englishIn(textOf(html))).toEqual([]);
  expect(html).not.toContain(world.ixc.key);
});

variant('what nobody read is not known, and never nothing', async (context) => {
  const { world, page } = await aTown(context);
  await page();
  const chapter = (html: string, title: string) =>
    textOf(new RegExp(`<h2>${title}</h2>[\\s\\S]*?</section>`).exec(html)?.[0] ?? '');
  const calm = (await page()).html;
  for (const title of ['Held back', 'To mend in IXC']) expect(chapter(calm, title)).toContain('nothing');
  world.ixc.forbidden.add('radgrupos');
  const { html } = await page('--journal', 'off');
  for (const title of ['Held back', 'Newly blocked', 'To mend in IXC', 'Last day']) {
    expect(chapter(html, title), title).toContain('not known');
    expect(chapter(html, title), title).not.toContain('nothing');
  }
  expect(textOf(html)).toMatch(/customers online not known .*customers held back not known/);
  world.ixc.forbidden.clear();
  world.bqn.faults.on({ method: 'GET' }, reset());
  const unread = (await page()).html;
  expect(chapter(unread, 'Held back')).toMatch(/BQN .*: not known, since it was not read/);
  expect(chapter(unread, 'Search')).toContain('may differ from what IXC asks for');
});

test('whom the gate holds back counts once, whatever is held back and however often', () => {
  const fate = (loginId: number, login: string, ip: string) => ({ ...aFate, customer: `login ${loginId}`, login, ip });
  const heldBack = [
    aHeldBack({ kind: 'blocks', fates: [fate(1, 'maria', '100.64.0.1'), fate(2, 'jose', '100.64.0.2')] }),
    aHeldBack({ kind: 'speeds', fates: [fate(1, 'maria', '2001:db8::1')] }),
  ];
  const journal = many(24, (run) => ({
    ...anEntry,
    time: new Date((FACTS.ended - run * 300) * 1000).toISOString(),
    event: 'held back (blocks)',
    login: run % 2 === 0 ? 'maria' : 'jose',
  }));
  const outcome = anOutcome({ desired: aDesired({}), bqns: [aBqnOutcome({ heldBack })] });
  const text = textOf(pageHtml({ ...JUDGED, outcome, journal }));
  expect(text).toContain('customers held back 2 ');
  expect(text).toMatch(/blocks 0 opens 0 held back 2 other changes 0/);
});

test('namesakes are several customers: held back, newly blocked, and by the hour', () => {
  const subscribers = [1, 2, 3].map((loginId) => aSubscriber({ loginId, id: 'cpe', ip: `100.64.0.${loginId}` }));
  const fates = [1, 2].map((loginId) => ({ ...aFate, customer: `login ${loginId}`, login: 'cpe', ip: '100.64.0.1' }));
  const journal = [1, 2, 3].flatMap((contract) => {
    const blocked = { ...anEntry, time: new Date(FACTS.ended * 1000).toISOString(), event: 'blocks', login: 'cpe' };
    return [
      { ...blocked, contract, ip: `100.64.1.${contract}` },
      ...(contract === 3 ? [{ ...blocked, contract, event: 'opens' }] : []),
    ];
  });
  const outcome = anOutcome({
    desired: aDesired({ subscribers }),
    bqns: [aBqnOutcome({ heldBack: [aHeldBack({ fates })] })],
  });
  const html = pageHtml({ ...JUDGED, outcome, journal });
  expect(textOf(html)).toContain('customers held back 2 ');
  expect(textOf(html)).toMatch(/blocks 3 opens 1 held back 0/);
  const newly = html.slice(html.indexOf('Newly blocked'), html.indexOf('To mend in IXC'));
  expect(['100.64.1.1', '100.64.1.2', '100.64.1.3'].filter((ip) => newly.includes(ip))).toEqual([
    '100.64.1.1',
    '100.64.1.2',
  ]);
});

test('who was let through since is not newly blocked, and who was blocked twice stands there once', () => {
  const at = (minutes: number, event: string, login: string) => ({
    ...anEntry,
    time: new Date((FACTS.ended - minutes * 60) * 1000).toISOString(),
    event,
    login,
    reason: `because ${minutes}`,
  });
  const journal = [
    at(90, 'blocks', 'maria'),
    at(80, 'blocks', 'jose'),
    at(70, 'opens', 'maria'),
    at(60, 'blocks', 'jose'),
  ];
  const html = pageHtml({ ...JUDGED, outcome: anOutcome({ desired: aDesired({}) }), journal });
  const [chapter = ''] = /<h2>Newly blocked[\s\S]*?<\/section>/.exec(html) ?? [];
  expect(textOf(chapter)).toContain('because 60');
  expect(textOf(chapter)).not.toMatch(/maria|because 80/);
});

test('its age is measured by the pace, as the alarms measure it', () => {
  const head = (everyS: number) =>
    /<header [^>]*>/.exec(pageHtml({ ...JUDGED, facts: { ...FACTS, everyS }, outcome: undefined, journal: [] }))?.[0];
  expect(head(300)).toMatch(/data-ended="1704714165" data-late="600" data-old="1800"/);
  expect(head(3600)).toMatch(/data-late="7200" data-old="8400"/);
});

test('it stays below 1.5 MB at 20,000 customers, of whom all are in trouble', () => {
  const subscribers = many(20_000, (id) =>
    aSubscriber({
      ip: `100.${64 + (id >> 14)}.${(id >> 7) & 127}.${id & 127}`,
      id: `cliente-de-nome-comprido-${id}`,
      standing: { kind: 'blocked', contract: id, status: 'CA' },
    }),
  );
  const skipped = many(
    20_000,
    (id) => ({ reason: 'no-ip', login: { id, login: `ção-${id}` }, ip: 'x'.repeat(200) }) as const,
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
  const html = pageHtml({ ...JUDGED, outcome, journal });
  expect(Buffer.byteLength(html)).toBeLessThan(1_500_000);
  for (const id of [1, 9999, 20_000]) expect(html, 'everybody is found').toContain(`"cliente-de-nome-comprido-${id}"`);
});

variant(
  'whatever the page would ask for, it may not: its own policy says so, and there is nothing that asks',
  async (context) => {
    const { world, page } = await aTown(context);
    block(world, 2);
    world.ixc.isp.logins.push({ ...world.ixc.isp.logins[0], id: '9001', login: EVIL, ip: '' } as never);
    const { html } = await page();
    expect(html).toContain("default-src 'none'");
    const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(50);
    for (const tag of tags) expect(tag).not.toMatch(/\b(?:src|href|action|srcset|poster)=/);
    expect(`${STYLE}${SCRIPT}`).not.toMatch(/url\(|@import|fetch\(|https?:|import\(|XMLHttp|innerHTML/);
  },
);

test('a speed that is more likely a slip stands where people look for what is to be mended', () => {
  const billing = anIxc({ plans: [aPlan({ id: 7, name: 'Casa 300M', download: '30M', upload: '30M' })] });
  const outcome = anOutcome({ billing, desired: aDesired({}) });
  const page = textOf(pageHtml({ ...JUDGED, outcome, journal: [] }));
  expect(page).toMatch(/To mend in IXC .*1 plan has another speed than its name says \(Casa 300M: 30M/);
  expect(worklistCsv(outcome, JUDGED.judging)).toMatch(/1 plan has another speed than its name says/);
});

test('no line ends within an arrow, and a word that is too long for a line is broken behind a mark', () => {
  const login = 'condomínio_solar_das_águas_bloco_B_apartamento_1203';
  const fates = [{ ...aFate, login, ip: '100.64.0.1' }];
  const journal = [
    { ...anEntry, time: new Date(FACTS.ended * 1000).toISOString(), event: 'blocks', login, reason: 'CA -> blocked' },
  ];
  const outcome = anOutcome({ desired: aDesired({}), bqns: [aBqnOutcome({ heldBack: [aHeldBack({ fates })] })] });
  const html = pageHtml({ ...JUDGED, outcome, journal });
  expect(html).not.toMatch(/-&#62;|->/);
  expect(html).toContain('CA → blocked');
  expect(html).toContain('condomínio_solar_das_águas_bloco_<wbr>B_apartamento_<wbr>1203');
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type Box, statesOf } from '../../src/report/fleet.ts';
import { readBoxReport } from '../../src/report/fleet-box.ts';
import { fleetPage } from '../../src/report/fleet-page.ts';
import { pageHtml } from '../../src/report/page.ts';
import { reportJson } from '../../src/report/report-file.ts';
import { whyText } from '../../src/report/why-text.ts';
import { aTown, block, EVIL, textOf } from '../support/a-page.ts';
import { aDesired, address, aFate, aHeldBack, aPolicy, aSubscriber, MAPPING, many, OPEN } from '../support/builders.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import type { World } from '../support/world.ts';

/** The page as a browser shows it (`--html`). */

vi.setConfig({ testTimeout: 300_000 });

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

interface Shown {
  readonly screen: string;
  readonly found: string;
  readonly dom: string;
  readonly said: readonly string[];
}

/** What the page has become after somebody typed into its search, and what the browser said and asked for meanwhile. */
function browse(world: World, html: string, typed: string) {
  return act(
    world,
    html,
    `const s=document.getElementById('search');s.value=${JSON.stringify(typed)};s.dispatchEvent(new Event('input'))`,
  );
}

/** The page after somebody did something there, by a script that is let in for it alone. */
function act(world: Pick<World, 'path' | 'folder'>, html: string, act: string, ...more: readonly string[]): Shown {
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
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--enable-logging=stderr',
    `--log-net-log=${net}`,
    ...more,
  ];
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
    screen: textOf(done.stdout),
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
    expect(hit.found).toMatch(new RegExp(`${login?.login.replaceAll(' ', '_')} ${login?.ip} blocked: CA`));
    expect(hit.said).toEqual([]);
    expect(hit.dom).not.toContain('<title>stranger</title>');
    const evil = browse(world, html, 'onerror');
    expect(evil.found).toContain('login without an IP');
    expect(evil.dom).not.toContain('<title>1</title>');
    expect(evil.said).toEqual([]);
    const nobody = browse(world, html, "D'Artagnan");
    expect(nobody.screen).toMatch(/not on this page.*--explain 'D'\\''Artagnan'/);
    expect(html).not.toContain('unsafe-inline');
  });

test
  .runIf(CHROMIUM)
  .concurrent(
    'in a browser: everybody is found, with what they get, however their name is accented',
    async (context) => {
      const { world, page } = await aTown(context);
      const open = world.ixc.isp.logins.filter(({ online }) => online === 'S').at(-1);
      Object.assign(open ?? {}, { login: 'João da Conceição' });
      const { html } = await page();
      const { found } = browse(world, html, 'joao da conc');
      expect(found).toContain(`João_da_Conceição ${open?.ip} `);
      expect(found).toMatch(/Kbps|unlimited|blocked/);
    },
  );

test
  .runIf(CHROMIUM)
  .concurrent('in a browser: it says its age, and when nobody should believe it any more', async (context) => {
    const { world, page } = await aTown(context);
    const { html } = await page();
    const aged = (minutes: number) => {
      const moved = (text: string) => new Date(Date.parse(text) - minutes * 60_000).toISOString();
      const older = html
        .replace(/datetime="([^"]*)"/g, (_all, time: string) => `datetime="${moved(time)}"`)
        .replace(/data-ended="(\d+)"/, (_all, ended: string) => `data-ended="${Number(ended) - minutes * 60}"`);
      const { dom, screen, said } = act(world, older, 'void 0');
      expect(said).toEqual([]);
      return {
        classes: /<header class="([^"]*)"/.exec(dom)?.[1],
        screen,
        title: /<title>(.*?)<\/title>/.exec(dom)?.[1],
      };
    };
    const young = aged(0);
    expect(young.classes).toBe('good');
    expect(young.screen).toMatch(/seconds? ago/);
    const late = aged(11);
    expect(late.classes).toBe('good late');
    expect(late.screen).toMatch(/Late: .* 11 minutes ago/);
    const old = aged(31);
    expect(old.classes).toBe('good old');
    expect(old.screen).toMatch(/Old: .* 31 minutes ago/);
    expect(old.title).toMatch(/^Old: /);
    expect(aged(-60).screen).toContain('The clock of this device is behind');
  });

test
  .runIf(CHROMIUM)
  .concurrent('in a browser of 375 px: cards, no word is broken, nothing is wider than the screen', async (context) => {
    const { world, page } = await aTown(context);
    await page();
    block(world, 1000);
    const { html } = await page();
    const frame = `<body><iframe width="375" height="800" srcdoc="${html.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}"></iframe>`;
    const measure = `addEventListener('load', () => {
      const inner = document.querySelector('iframe').contentDocument;
      const broken = [...inner.querySelectorAll('td')].flatMap((cell) => [...cell.childNodes].filter((node) => node.nodeType === 3).flatMap((node) =>
        [...node.textContent.matchAll(/\\S+/g)].filter((word) => {
          const range = inner.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          return range.getClientRects().length > 1 && !word[0].includes('-');
        }).map(([word]) => word)));
      const facts = { wide: inner.documentElement.scrollWidth, cards: getComputedStyle(inner.querySelector('td')).display, cells: inner.querySelectorAll('td').length, broken };
      document.title = JSON.stringify(facts);
    })`;
    const { dom } = act(world, `<head><title></title></head>${frame}</body>`, measure);
    const facts = JSON.parse(/<title>(.*?)<\/title>/.exec(dom)?.[1] ?? '{}');
    expect(facts).toMatchObject({ cards: 'flow-root', broken: [] });
    expect(facts.wide).toBeLessThanOrEqual(375);
    expect(facts.cells).toBeGreaterThan(50);
  });

/** A page of so many customers, of whom every seventh owes and every third of those is held back. */
function pageOf(count: number): string {
  const ended = Date.now() / 1000 - 90;
  const NAMES = [
    'joão da conceição',
    'maria.josé@provedor.example',
    'padaria-do-seu-zé-matriz',
    'cond._solar_das_águas_bloco_B_ap._',
  ];
  const name = (id: number) => `${NAMES[id % NAMES.length]}${id}`.replaceAll(' ', '_');
  const subscribers = many(count, (id) =>
    aSubscriber({
      ip: address(id),
      id: name(id),
      standing: id % 7 === 0 ? { kind: 'blocked', contract: id, status: 'CA' } : OPEN,
    }),
  );
  const owing = subscribers.filter(({ standing }) => standing.kind === 'blocked');
  const fates = owing.map(({ id, ip, standing }) => aFate({ login: id, ip, why: { kind: 'blocked', standing } }));
  const journal = fates.map(({ login, ip, why }, at) => ({
    time: new Date(ended * 1000 - at).toISOString(),
    run: '',
    bqn: '192.0.2.7:3443',
    event: 'blocks',
    login,
    ip,
    from: '',
    to: '',
    contract: 1,
    status: 'CA',
    plan: 1,
    reason: whyText(why),
  }));
  const skipped = many(
    Math.min(count, 30),
    (id) => ({ reason: 'no-ip', login: { id, login: name(id) }, ip: '' }) as const,
  );
  const heldBack =
    fates.length === 0 ? [] : [aHeldBack({ count: fates.length, outOf: count, fates, since: ended - 600 })];
  const desired = aDesired({ subscribers, skipped, policies: [aPolicy()] });
  const exitCode = heldBack.length === 0 ? 0 : 6;
  return pageHtml({
    facts: { ...FACTS, started: ended - 3, ended, lastSuccess: ended, exitCode },
    outcome: anOutcome({ exitCode, desired, bqns: [aBqnOutcome({ exitCode, heldBack })] }),
    judging: MAPPING,
    journal,
    command: '/root/ixc/sync-ixc-bqn.sh',
  });
}

/**
 * What a person would complain of, of each of the frames: wider than the screen, a word broken, too little contrast, what a
 * screen reader misses, a key or a button that does not do what it is for.
 */
const COMPLAINTS = `addEventListener('load', async () => {
  const complaints = [];
  const found = [];
  const soon = () => new Promise((resolve) => setTimeout(resolve, 0));
  const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const paper = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  for (const frame of document.querySelectorAll('iframe')) {
    const inner = frame.contentDocument;
    const complain = (text) => complaints.push(frame.width + ' px: ' + text);
    const search = inner.getElementById('search');
    const type = (text) => { search.value = text; search.dispatchEvent(new Event('input')); };
    const shownNow = () => {
      if (inner.documentElement.scrollWidth > Number(frame.width)) complain('scrolls sideways: ' + inner.documentElement.scrollWidth);
      for (const box of inner.querySelectorAll('.wide')) if (box.scrollWidth > box.clientWidth) complain('a table scrolls sideways');
      const walker = inner.createTreeWalker(inner.body, 4);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent.closest('script') !== null || parent.closest('code') !== null) continue;
        const words = [...node.textContent.matchAll(/\\S+/g)];
        if (words.length === 0 || !parent.checkVisibility()) continue;
        const [a, b] = [numbers(getComputedStyle(parent).color), paper(parent)].map(luminance).sort((one, other) => other - one);
        if ((a + 0.05) / (b + 0.05) < 4.5) complain('too little contrast: ' + node.textContent.slice(0, 40));
        for (const word of words) {
          const range = inner.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (range.getClientRects().length > 1 && !/\\w-\\w/.test(word[0])) complain('broken: ' + word[0]);
        }
      }
    };
    shownNow();
    for (const [selector, count] of [['h1', 1], ['main', 1], ['header', 1], ['main section > h2', inner.querySelectorAll('main section').length]])
      if (inner.querySelectorAll(selector).length !== count) complain('not ' + count + ' ' + selector);
    for (const field of inner.querySelectorAll('input')) if (field.labels.length !== 1) complain('a field without a label');
    for (const chart of inner.querySelectorAll('svg')) if (!chart.getAttribute('aria-label')) complain('a chart without words');
    if (inner.querySelectorAll('.hours time').length !== 5 * inner.querySelectorAll('svg').length) complain('no axis');
    if (search !== null) {
      type('joao da');
      found.push(inner.querySelectorAll('#found tbody tr').length);
      shownNow();
      search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      if (search.value !== '' || inner.getElementById('found').textContent !== '') complain('Escape does not clear the search');
      type('nobody at all');
      shownNow();
    }
    for (const button of inner.querySelectorAll('.command button')) {
      if (button.tabIndex < 0 || button.tagName !== 'BUTTON') complain('no key gets to a button');
      const wanted = button.parentElement.querySelector('code').textContent;
      let copied;
      Object.defineProperty(frame.contentWindow.navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { copied = text; } } });
      button.click();
      await soon();
      if (copied !== wanted || button.textContent !== button.dataset.done) complain('not copied: ' + wanted);
      Object.defineProperty(frame.contentWindow.navigator, 'clipboard', { configurable: true, value: undefined });
      inner.execCommand = () => { copied = 'the old way: ' + inner.activeElement.value; return true; };
      button.click();
      await soon();
      if (copied !== 'the old way: ' + wanted) complain('not copied the old way: ' + wanted);
    }
  }
  document.title = JSON.stringify({ complaints: complaints.slice(0, 20), found });
})`;

/** How many customers there are, and how many rows whoever types `joao da` finds: logins and what is to be mended, 50 at most. */
const FOUND = [
  [0, 0],
  [20, 10],
  [20_000, 50],
] as const;
const SCHEMES = [
  ['light', 1],
  ['dark', 0],
] as const;

test
  .runIf(CHROMIUM)
  .each(FOUND.flatMap(([count, found]) => SCHEMES.map(([name, scheme]) => ({ count, found, name, scheme }))))(
  'in a browser, of $count customers, $name, on a phone and on a desk: nothing to complain of',
  ({ count, found, scheme }) => {
    expect(lookedAt(pageOf(count), scheme)).toEqual({ complaints: [], found: [found, found], said: [] });
  },
);

test.runIf(CHROMIUM).each(SCHEMES)(
  'in a browser, a fleet of forty boxes, %s, on a phone and on a desk: nothing to complain of',
  (_name, scheme) => {
    expect(lookedAt(aFleet(), scheme)).toEqual({ complaints: [], found: [], said: [] });
  },
);

/** Forty boxes, some of each sort. */
function aFleet(): string {
  const now = Date.now() / 1000;
  const fresh = { ...FACTS, started: now - 65, ended: now - 60, lastSuccess: now - 60 };
  const held = [aHeldBack({ count: 312, since: now - 5400 }), aHeldBack({ kind: 'speeds', count: 12 })];
  const sorts = [
    [fresh, {}],
    [{ ...fresh, exitCode: 6 }, { bqns: [aBqnOutcome({ exitCode: 6, heldBack: held })] }],
    [
      { ...fresh, exitCode: 3, lastSuccess: now - 4000 },
      { error: new Error('IXC ixc.example answered 502 Bad Gateway 5 times') },
    ],
    [{ ...fresh, ended: now - 9000, lastSuccess: now - 9000 }, {}],
    [{ ...fresh, mode: 'paused' as const, pause: { since: now - 600, until: now + 6000, reason: 'fibra' } }, {}],
    [undefined, {}],
  ] as const;
  const boxes = many(40, (number): Box => {
    const [facts, outcome] = sorts[number % 6] ?? sorts[0];
    const start = `ssh -p 2222 root@uma-cidade-${number}.provedor.example /opt/sync/sync-ixc-bqn.sh`;
    const report =
      facts &&
      readBoxReport(reportJson(facts, anOutcome({ exitCode: facts.exitCode, bqns: [aBqnOutcome()], ...outcome })), now);
    if (report !== undefined && 'trouble' in report) throw new Error(report.trouble);
    return { name: `uma-cidade-${number}`, isListed: true, start, report, trouble: undefined };
  });
  return fleetPage({ states: statesOf(boxes, now), remarks: [], written: now, everyS: 300 });
}

/** What there is to complain of in a page, on a phone and on a desk. */
function lookedAt(page: string, scheme: number) {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-page-'));
  try {
    const inside = page.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
    const frames = [375, 1200].map((width) => `<iframe width="${width}" height="900" srcdoc="${inside}"></iframe>`);
    const at = { folder, path: (name: string) => join(folder, name) };
    const flags = ['--virtual-time-budget=5000', `--blink-settings=preferredColorScheme=${scheme}`];
    const html = `<head><title></title></head><body>${frames.join('')}</body>`;
    const { dom, said } = act(at, html, COMPLAINTS, ...flags);
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(dom) ?? [];
    return { ...JSON.parse(title.replaceAll('&gt;', '>').replaceAll('&amp;', '&')), said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.skipIf(CHROMIUM)('THE PAGE IS NOT TRIED IN A BROWSER: no Chromium on this machine', () => {});

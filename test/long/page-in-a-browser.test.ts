import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { aTown, block, EVIL, textOf } from '../support/a-page.ts';
import type { World } from '../support/world.ts';

/** The page as a browser shows it (`--html`). */

vi.setConfig({ testTimeout: 120_000 });

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
function act(world: World, html: string, act: string): Shown {
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
    expect(facts).toMatchObject({ cards: 'block', broken: [] });
    expect(facts.wide).toBeLessThanOrEqual(375);
    expect(facts.cells).toBeGreaterThan(50);
  });

test.skipIf(CHROMIUM)('THE PAGE IS NOT TRIED IN A BROWSER: no Chromium on this machine', () => {});

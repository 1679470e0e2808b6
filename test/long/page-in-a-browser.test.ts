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
  });

test.skipIf(CHROMIUM)('THE PAGE IS NOT TRIED IN A BROWSER: no Chromium on this machine', () => {});

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { certificateAuthority, nginxError } from '../simulator/index.ts';
import { aWorld, type OnEnd, onEnd, told } from '../support/world.ts';

/** Whoever sets a variable where the program is started decides on nobody's trust: the file alone, without the wrapper. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

/** A hook that a stranger keeps, and what reached it. */
async function aHook(onEnd: OnEnd) {
  const authority = await certificateAuthority();
  const { key, certificate } = await authority.issue();
  const letters: string[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    letters.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(() => server.close());
  return {
    authority: authority.certificate,
    letters,
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
}

const VARIABLES: readonly (readonly [what: string, env: (ca: string) => Readonly<Record<string, string>>])[] = [
  ['nothing', () => ({})],
  ['NODE_TLS_REJECT_UNAUTHORIZED=0', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })],
  ['NODE_EXTRA_CA_CERTS', (ca) => ({ NODE_EXTRA_CA_CERTS: ca })],
  ['SSL_CERT_FILE', (ca) => ({ NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: ca })],
];

for (const [what, envOf] of VARIABLES) {
  test.concurrent(`with ${what} no stranger's hook is told anything`, async (context) => {
    const world = await aWorld(onEnd(context));
    const hook = await aHook(onEnd(context));
    const ca = world.path('stranger.pem');
    writeFileSync(ca, hook.authority);
    world.ixc.faults.on({}, nginxError(401));
    const run = await world.run(['--notify-url', `${hook.url}/hook`, '--ping-url', `${hook.url}/ping`], {
      env: { ...envOf(ca), IXC_BQN_LANG: 'en' },
    });
    expect(run.code, told(run)).toBe(3);
    expect(hook.letters).toEqual([]);
    expect(run.output).toContain('--notify-url: not sent');
    expect(run.output).toContain('--ping-url: not sent');
  });
}

test.concurrent('the proxies of the environment are asked for nothing', async (context) => {
  const world = await aWorld(onEnd(context));
  const asked: string[] = [];
  const { createServer: plain } = await import('node:http');
  const proxy = plain((_request, response) => void response.writeHead(502).end());
  proxy.on('connection', () => void asked.push('connection'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onEnd(context)(() => proxy.close());
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  const env = { ...Object.fromEntries(names.map((name) => [name, url])), NODE_USE_ENV_PROXY: '1' };
  const run = await world.run(['--ping-url', 'http://127.0.0.1:9/ping'], { env });
  expect(run.code, told(run)).toBe(0);
  expect(asked).toEqual([]);
});

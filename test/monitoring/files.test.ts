import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Box, statesOf } from '../../src/report/fleet.ts';
import { fleetMetrics } from '../../src/report/fleet-metrics.ts';
import { aContract, aLogin, anIsp } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';

/** What a release brings for Prometheus, Zabbix and Grafana: that it names what the program says, and nothing else. */

const FILES = fileURLToPath(new URL('../../src/monitoring/', import.meta.url));
/** Zabbix' own front end, as Debian has it in zabbix-frontend-php; elsewhere where ZABBIX_FRONTEND says. */
const ZABBIX = process.env['ZABBIX_FRONTEND'] ?? '/usr/share/zabbix';
const HAS_ZABBIX =
  existsSync(join(ZABBIX, 'include/classes/import/validators/C60XmlValidator.php')) &&
  spawnSync('php', ['-r', 'exit(function_exists("yaml_parse") ? 0 : 1);']).status === 0;

/** A box of which nothing was heard. */
const SILENT: Box = { name: 'bqn1', start: 'ssh bqn1', isListed: true, report: undefined, trouble: undefined };

/** A run with customers held back, so that there is something in every list; one login has no IP. */
async function aHeldBackRun() {
  const names = Array.from({ length: 40 }, (_, at) => `c${at + 1}`);
  const box = await aBox(
    anIsp({
      logins: [...names.map((contract) => aLogin({ contract })), aLogin(), aLogin({ ip: '' })],
      contracts: names.map((name) => aContract(name, { status: 'CA' })),
    }),
  );
  const [zabbix, metrics] = [box.path('zabbix.json'), box.path('sync.prom')];
  expect((await box.run(['--zabbix-file', zabbix, '--metrics-file', metrics])).code).toBe(6);
  return {
    zabbix: JSON.parse(readFileSync(zabbix, 'utf8')) as unknown,
    metrics: namesIn(readFileSync(metrics, 'utf8')),
  };
}

function namesIn(metrics: string): (string | undefined)[] {
  return [...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
}

test('rules and dashboard ask for metrics that there are', async () => {
  const { metrics: ofRun } = await aHeldBackRun();
  const metrics = [...ofRun, ...namesIn(fleetMetrics(statesOf([SILENT], 0), 0, 0))];
  for (const file of ['prometheus-rules.yml', 'grafana-dashboard.json']) {
    const asked = new Set(readFileSync(join(FILES, file), 'utf8').match(/\bsync_ixc_bqn_\w+/g));
    expect(asked.size).toBeGreaterThan(4);
    expect(
      [...asked].filter((name) => !metrics.includes(name)),
      file,
    ).toEqual([]);
  }
});

test("Zabbix' template finds what it asks the small file for, and no id is there twice", async () => {
  const { zabbix } = await aHeldBackRun();
  const text = readFileSync(join(FILES, 'zabbix-template.yaml'), 'utf8');
  const { templates } = parse(text).zabbix_export as {
    templates: { template: string; items: Record<string, unknown>[] }[];
  };
  expect(templates).toHaveLength(2);
  for (const { template, items } of templates) {
    const keys = items.map(({ key }) => key);
    const [master, ...others] = items;
    for (const item of others) {
      expect(item['master_item'], template).toEqual({ key: master?.['key'] });
      const [{ parameters }] = item['preprocessing'] as [{ parameters: [string] }];
      expect(zabbix).toHaveProperty(parameters[0].replace(/^\$\./, ''));
    }
    for (const { triggers = [] } of items as { triggers?: { expression: string }[] }[])
      for (const { expression } of triggers)
        for (const [, host, key] of expression.matchAll(/\/([^/]+)\/([\w.]+(?:\[[\w.]+\])?)/g)) {
          expect(host).toBe(template);
          expect(keys).toContain(key);
        }
  }
  const ids = [...text.matchAll(/uuid: (\w+)/g)].map(([, id]) => id ?? '');
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});

test.runIf(HAS_ZABBIX)("Zabbix' own schema and parser take the template", () => {
  const script = fileURLToPath(new URL('zabbix-schema.php', import.meta.url));
  const { status, stderr } = spawnSync('php', [script, ZABBIX, join(FILES, 'zabbix-template.yaml')], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
});

test.skipIf(HAS_ZABBIX)("THE TEMPLATE IS NOT TRIED: Zabbix' front end or php-yaml is not on this machine", () => {});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { aContract, aLogin, anIsp } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';

/** What a release brings for Prometheus, Zabbix and Grafana: that it names what the program says, and nothing else. */

const FILES = fileURLToPath(new URL('../../src/monitoring/', import.meta.url));

/** A run with customers held back, so that there is something in every list; one login has no IP. */
async function aHeldBackRun() {
  const names = Array.from({ length: 40 }, (_, at) => `c${at + 1}`);
  const box = await aBox(
    anIsp({
      logins: [...names.map((contract) => aLogin({ contract })), aLogin(), aLogin({ ip: '' })],
      contracts: names.map((name) => aContract(name, { status: 'CA' })),
    }),
  );
  const [report, metrics] = [box.path('report.json'), box.path('sync.prom')];
  expect((await box.run(['--report', report, '--metrics-file', metrics])).code).toBe(6);
  return {
    report: JSON.parse(readFileSync(report, 'utf8')) as unknown,
    metrics: [...readFileSync(metrics, 'utf8').matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name),
  };
}

/** The values that a JSONPath of the template finds, its last function left out. */
function found(report: unknown, path: string): unknown[] {
  const steps = path
    .replace(/^\$\./, '')
    .replace(/\.sum\(\)$/, '')
    .split('.');
  return steps.reduce<unknown[]>(
    (values, step) => {
      const inner = values.map((value) => (value as Record<string, unknown> | null)?.[step.replace('[*]', '')]);
      return (step.endsWith('[*]') ? inner.flat() : inner).filter((value) => value !== undefined);
    },
    [report],
  );
}

test('rules and dashboard ask for metrics that there are', async () => {
  const { metrics } = await aHeldBackRun();
  for (const file of ['prometheus-rules.yml', 'grafana-dashboard.json']) {
    const asked = new Set(readFileSync(join(FILES, file), 'utf8').match(/\bsync_ixc_bqn_\w+/g));
    expect(asked.size).toBeGreaterThan(4);
    expect(
      [...asked].filter((name) => !metrics.includes(name)),
      file,
    ).toEqual([]);
  }
});

test("Zabbix' template finds what it asks the report for, and no id is there twice", async () => {
  const { report } = await aHeldBackRun();
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
      // Neither blocks nor a pause are in this run; both fields are told of (src/report/README.md, "The report file").
      if (/fateCounts|paused/.test(parameters[0])) continue;
      expect(found(report, parameters[0]), parameters[0]).not.toEqual([]);
    }
    for (const { triggers = [] } of items as { triggers?: { expression: string }[] }[])
      for (const { expression } of triggers)
        for (const [, host, key] of expression.matchAll(/\/([^/]+)\/([\w.]+)/g)) {
          expect(host).toBe(template);
          expect(keys).toContain(key);
        }
  }
  const ids = [...text.matchAll(/uuid: (\w+)/g)].map(([, id]) => id ?? '');
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asMarkdown } from '../../src/manual/cells.ts';
import { manualOf } from '../../src/manual/manual.ts';
import { keyWith, MESSAGES } from '../../src/manual/messages.ts';
import { METRICS } from '../../src/manual/metric-table.ts';
import { BQN_FIELDS, REPORT_FIELDS } from '../../src/manual/report-table.ts';
import { reportJson } from '../../src/report/report-file.ts';
import { EXIT } from '../../src/run/exit-code.ts';
import { EXIT_MEANINGS } from '../../src/settings/exit-codes.ts';
import { type Flag, variableOf } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import type { Language } from '../../src/text/language.ts';
import { PORTUGUESE } from '../../src/text/portuguese.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import { saidTexts } from '../support/texts.ts';

/** The manual is made of what the program knows of itself; what it tells must be all of it. */

const ROOT = new URL('../../', import.meta.url);
const WRAPPER = readFileSync(new URL('sync-ixc-bqn.sh', ROOT), 'utf8');

function made(language: Language): string {
  const source = readFileSync(new URL(`src/manual/manual.${language}.md`, ROOT), 'utf8');
  return manualOf({ language, source, wrapper: WRAPPER });
}

function rowsOf(text: string): string[][] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe.each(['en', 'pt'] as const)('the manual (%s)', (language) => {
  const rows = rowsOf(made(language));

  test.each(FLAGS.map((flag: Flag) => [flag.name, flag] as const))(
    'has one row of --%s, with all of it',
    (name, flag) => {
      const found = rows.filter((row) => row.length === 4 && new RegExp(`\`--${name}[\` ]`).test(row[0] ?? ''));
      expect(found).toHaveLength(1);
      const [forms = '', variable = '', usual = '', text = ''] = found[0] ?? [];
      for (const short of [flag.alias, flag.oldName]) if (short !== undefined) expect(forms).toContain(`\`-${short}\``);
      expect(forms.replaceAll('\\|', '|')).toContain(flag.placeholder ?? '');
      expect(variable.startsWith('`') ? variable : undefined).toBe(variableOf(flag) && `\`${variableOf(flag)}\``);
      if (flag.fallback !== undefined) expect(usual).toBe(`\`${flag.fallback}\``);
      expect(usual).not.toBe('');
      const said = language === 'pt' ? PORTUGUESE[flag.describe] : flag.describe;
      expect(text.replace(/[\\`]/g, '')).toContain(said);
    },
  );

  test('names every setting that the wrapper has', () => {
    const settings = /^# ---- Settings -[^\n]*\n(.*?)^# ---- End of the settings/ms.exec(WRAPPER)?.[1] ?? '';
    const names = [...settings.matchAll(/^#?(?:export )?([A-Z][A-Z_\d]+)=/gm)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['BQN_OAM_IP', 'SYNC_EVERY_MINUTES', 'LOG_FILE']));
    expect(names.filter((name) => !made(language).includes(`\`${name}\``))).toEqual([]);
  });

  test('has every exit code that a run can end with', () => {
    for (const [code, meaning] of Object.entries(EXIT_MEANINGS)) {
      expect(made(language)).toContain(`| ${code} | ${language === 'pt' ? PORTUGUESE[meaning] : meaning} |`);
    }
    expect(Object.keys(EXIT_MEANINGS)).toEqual(
      Object.values(EXIT)
        .map(String)
        .sort((one, other) => +one - +other),
    );
  });
});

test('every message that ends the reading of IXC or the work on a BQN stands in the manual', () => {
  const ending = saidTexts().filter(
    ({ file, key }) => /^(?:ixc|bqn|billing)\/errors\.ts$/.test(file) && key.includes('{1} '),
  );
  const told = MESSAGES.flatMap(({ says = [] }) => says.map(keyWith));
  expect(ending.length, 'the sources are read').toBeGreaterThan(15);
  expect(ending.map(({ key }) => key).filter((key) => key !== '{1} times' && !told.includes(key))).toEqual([]);
});

test('the manual has each metric, with the words of its file', () => {
  const source = readFileSync(new URL('src/report/metrics.ts', ROOT), 'utf8');
  const made = [...source.matchAll(/\bgauge\(\s*'([^']+)',\s*(?:'([^']+)'|"([^"]+)")/g)].map(([, name, ...help]) => [
    name,
    help.find((text) => text !== undefined),
  ]);
  expect(made.length, 'the source is read').toBeGreaterThan(10);
  expect(METRICS.map(({ name, en }) => [name, en])).toEqual(made);
});

test('the manual has each field of the report, and no other', () => {
  const report = JSON.parse(reportJson(FACTS, anOutcome({ bqns: [aBqnOutcome()] })));
  const told = (rows: typeof REPORT_FIELDS) => rows.flatMap(({ fields }) => fields).sort();
  expect(told(REPORT_FIELDS)).toEqual(Object.keys(report).sort());
  expect(told(BQN_FIELDS)).toEqual(Object.keys(report.bqns[0]).sort());
});

test('the program itself carries nothing of it', () => {
  const bundle = readFileSync(new URL('dist/sync-ixc-bqn.js', ROOT), 'utf8');
  expect(bundle).toContain('\n// src/settings/flags.ts\n');
  expect(bundle).not.toContain('\n// src/manual/');
});

describe('a manual is not made', () => {
  const source = '<!-- table: flags -->\n';

  test('without one of its tables', () => {
    expect(() => manualOf({ language: 'en', source, wrapper: WRAPPER })).toThrow('no place for: messages, exit codes');
  });

  test('with a table that there is not', () => {
    expect(() => manualOf({ language: 'en', source: '<!-- table: flgas -->', wrapper: WRAPPER })).toThrow('"flgas"');
  });

  test('with a message that the program or its wrapper does not say any more, or says in two ways', () => {
    expect(() => keyWith('refuses the key of the city')).toThrow('no text of the program');
    expect(() => keyWith('refused')).toThrow('more than one text');
    const all = readFileSync(new URL('src/manual/manual.pt.md', ROOT), 'utf8');
    expect(() => manualOf({ language: 'pt', source: all, wrapper: '' })).toThrow('sync-ixc-bqn.sh does not say');
  });
});

test('what would be a tag or a slant in Markdown is kept, flags are marked, and code stays code', () => {
  expect(asMarkdown('policy <plan>_RED, *=block, with --reduced or -n; `*` <x>')).toBe(
    'policy \\<plan\\>_RED, \\*=block, with `--reduced` or `-n`; `*` \\<x\\>',
  );
});

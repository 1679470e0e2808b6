import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type Flag, variableOf } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import { PORTUGUESE } from '../../src/text/portuguese.ts';

/** README.md and LEIAME.md, the one in step with the other, against what the program knows of itself; the manual beside them. */

/** More is not read by anybody who has a BQN to bring into service; as `wc -w` counts, tables included. */
const MOST_WORDS = 4000;
/** Flags that are no entry of FLAGS: the BQN's three words, and what yargs itself adds. */
const BESIDE_FLAGS = ['--bqn', '--help', '--version'];
const ROOT = new URL('../../', import.meta.url);
const PICTURES = new URL('.github/pictures/', ROOT);
const BOTH = ['README.md', 'LEIAME.md'] as const;

function read(name: string): string {
  return readFileSync(new URL(name, ROOT), 'utf8');
}

describe.each(BOTH)('%s', (name) => {
  test(`has at most ${MOST_WORDS} words`, () => {
    expect(read(name).trim().split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
  });

  test('shows the version of this program in its samples', () => {
    const shown = [...read(name).matchAll(/script starts \(v([^)]*)\)/g)].map(([, version]) => version);
    expect(new Set(shown), 'npm run pictures renews them').toEqual(new Set([packageJson.version]));
  });

  test('shows a log as the program writes it, with each of its lines', () => {
    const said = Object.entries(PORTUGUESE).map(([english, portuguese]) =>
      name === 'README.md' ? english : portuguese,
    );
    const forms = said.map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\d+\}/)
            .map(escaped)
            .join('.*')}$`,
        ),
    );
    const lines = [...read(name).matchAll(/^ +[\d-]{10} [\d:.]{15} (.*)$/gm)].map(([, line = '']) => line);
    const ours = lines.filter((line) => !/^synchronization /.test(line));
    expect(ours.filter((line) => !forms.some((form) => form.test(line)))).toEqual([]);
    const kinds = ['read: {1}', 'skipped: {1}', 'durations: {1}', 'result: {1} (exit code {2})'];
    for (const kind of kinds) {
      const beginning = (name === 'README.md' ? kind : (PORTUGUESE[kind] ?? kind)).split('{')[0] ?? '';
      expect(
        ours.filter((line) => line.startsWith(beginning)),
        kind,
      ).toHaveLength(1);
    }
  });
});

describe.each([...BOTH, 'dist/manual.en.md', 'dist/manual.pt.md'])('%s', (name) => {
  test('names no flag and no variable that the program does not have', () => {
    // What stands in a block of commands may be a flag of tar, openssl or node_exporter.
    const prose = read(name)
      .replace(/^ *```[\s\S]*?^ *```$/gm, '')
      .replaceAll('--collector.textfile.directory', '');
    const flags = new Set([...FLAGS.map((flag) => `--${flag.name}`), ...BESIDE_FLAGS]);
    const variables = new Set(FLAGS.map((flag: Flag) => variableOf(flag)));
    const named = [...prose.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*/g)].map(([found]) => found);
    const set = [...read(name).matchAll(/\bIXC_BQN_[A-Z]\w*/g)].map(([found]) => found);
    // `--only-..., --skip-...` stand for several.
    expect(named.filter((flag) => !flags.has(flag) && !/^--(?:only|skip)-$/.test(flag))).toEqual([]);
    expect(set.filter((variable) => !variables.has(variable))).toEqual([]);
  });

  test('links to nothing that is not there', () => {
    expect(linksOf(read(name))).not.toEqual([]);
    expect(linksOf(read(name)).filter((link) => !leadsSomewhere(link, name))).toEqual([]);
  });
});

describe.each([BOTH, ['dist/manual.en.md', 'dist/manual.pt.md'] as const])('%s and %s', (english, portuguese) => {
  test('have the same commands, in the same order', () => {
    expect(commandsOf(read(portuguese))).toEqual(commandsOf(read(english)));
  });

  test('have the same chapters, tables and points: neither tells what the other does not', () => {
    expect(outlineOf(read(portuguese))).toEqual(outlineOf(read(english)));
  });
});

test('what people read in Portuguese says o BQN, never a BQN', () => {
  const feminine =
    /(?<![\p{L}])(?:a|as|à|às|da|das|na|nas|uma|umas|numa|pela|pelas|esta|essa|outra|nenhuma) BQNs?\b/giu;
  const texts = [read('LEIAME.md'), read('dist/manual.pt.md'), ...Object.values(PORTUGUESE)];
  expect(texts.flatMap((text) => [...text.matchAll(feminine)].map(([found]) => found))).toEqual([]);
});

test('every command of npm that a document names is one of package.json', () => {
  const documents = [...BOTH, '.github/CONTRIBUTING.md', '.github/SECURITY.md', 'src/manual/README.md'];
  const named = documents.flatMap((name) =>
    [...read(name).matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, script]) => script),
  );
  const scripts = new Set<string | undefined>(Object.keys(packageJson.scripts));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => !scripts.has(script))).toEqual([]);
});

test('what the wrapper names of README and LEIAME stands there', () => {
  const named = [...read('sync-ixc-bqn.sh').matchAll(/\((README|LEIAME)(?:\.md)?[:,] ([^,)]+)/g)];
  expect(named).not.toEqual([]);
  for (const [, document = '', heading = ''] of named) expect(read(`${document}.md`)).toContain(`## ${heading}\n`);
});

describe('the pictures', () => {
  const names = readdirSync(PICTURES);

  test.each(names.filter((name) => name.endsWith('.svg')))('%s is of this version', (name) => {
    const shown = /script starts \(v([^)]*)\)/.exec(readFileSync(new URL(name, PICTURES), 'utf8'))?.[1];
    expect(shown, 'npm run pictures renews it').toBe(packageJson.version);
  });

  test.each(names.filter((name) => name.endsWith('.png')))('%s is of this version', (name) => {
    const version = readFileSync(new URL(name.replace(/\.png$/, '.version'), PICTURES), 'utf8').trim();
    expect(version, 'npm run pictures renews it, where there is a Chromium').toBe(packageJson.version);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** A heading of this document, or a file of the repository with such a heading; a release is a page of the forge. */
function leadsSomewhere(link: string, from: string): boolean {
  if (/^https:/.test(link) || link.startsWith('../../releases/')) return true;
  const [path = '', heading] = link.split('#');
  const here = new URL(from, ROOT);
  const file = path === '' ? here : new URL(path, here);
  if (!existsSync(fileURLToPath(file))) return false;
  return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(decodeURIComponent(heading));
}

/** Headings as a forge makes anchors of them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What a technician would type: the lines of the blocks without a language that are no drawing and no log. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^ *```\n([\s\S]*?)^ *```$/gm)]
    .flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()))
    .filter((line) =>
      /^(ssh|scp|cd|chmod|chgrp|cp|mkdir|rm|vi|tail|grep|npm|openssl|\.\/sync-ixc-bqn\.sh)\b/.test(line),
    );
}

/** Line by line what is no prose: the depth of a heading, the cells of a row, the beginning of a point, the file of a link. */
function outlineOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const heading = /^#+/.exec(line)?.[0];
    if (heading !== undefined) return [heading];
    if (line.startsWith('|')) return [`row of ${line.split(/(?<!\\)\|/).length - 2}`];
    return /^ {0,4}(?:- |\d+\. )/.test(line) ? ['point'] : [];
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { anchorsOf, brokenCitations, headingsOf, type Tree } from '../support/citations.ts';

/** The clone explains itself: whatever a comment or a document points to is there, in the tree that is committed. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Made by commands, or somebody else's. */
const NOT_OURS = new Set(['node_modules', '.git', '.cache', '.stryker-tmp', 'artifact', 'bench-out', 'coverage']);
/** Of others only the name counts. */
const READ = /\.(md|ts|mjs|sh|yml|json)$|^\.ci\/run$/;
/** These say what tools are to do; and this one points to what is not there on purpose. */
const NOT_READ = ['package-lock.json', 'package.json', 'tsconfig.json', '.stryker.json', 'test/told/citations.test.ts'];

describe('in this tree', () => {
  const tree = treeAt(ROOT);

  test('every document, heading and file that a comment or a document names is there', () => {
    // The prose of the manual is written for the place where the build lays it, and is looked at there.
    const broken = brokenCitations(tree).filter(({ file }) => !/^src\/manual\/manual\.\w+\.md$/.test(file));
    expect(broken).toEqual([]);
  });

  test('nothing is cited that the clone does not hold', () => {
    const cites = [...tree].filter(
      ([, text]) => text !== undefined && /\b(reference\/|design\.md|style\.md)/.test(text),
    );
    expect(cites.map(([file]) => file)).toEqual([]);
  });

  test.each(roomsOf(tree))('the room %s has a page of its own, which src/README.md names', (room) => {
    const page = tree.get(`src/${room}/README.md`) ?? '';
    expect(headingsOf(page)[0]).toMatch(new RegExp(`^${room}: `));
    expect(tree.get('src/README.md')).toMatch(new RegExp(`^${room}/|^\\S+/ ${room}/|\\b${room}/`, 'm'));
    // The facts of the field are as many as they are.
    const isFacts = room === 'ixc' || room === 'bqn';
    if (!isFacts) expect(page.split(/\s+/).length).toBeLessThanOrEqual(750);
  });
});

describe('a citation that points nowhere is found', () => {
  const page = '# a: the room\n\n## Access\n\n## Access\n\n## How `x` ends\n';
  const cites = (text: string, file = 'src/b/b.ts') =>
    brokenCitations(
      new Map([
        ['src/a/README.md', page],
        ['src/a/a.ts', ''],
        [file, text],
      ]),
    );

  test.each([
    [
      'a heading that was renamed',
      '/** Why (src/a/README.md, "Acces"). */',
      'src/a/README.md, "Acces"',
      'no such heading',
    ],
    [
      'the second of two headings',
      '/** Why (src/a/README.md, "Access", "Lists"). */',
      'src/a/README.md, "Lists"',
      'no such heading',
    ],
    [
      'a heading broken over two lines',
      '/**\n * Why (src/a/README.md, "No\n * such"). */',
      'src/a/README.md, "No such"',
      'no such heading',
    ],
    ['a document that moved', '// Why (src/c/README.md, "Access").', 'src/c/README.md', 'no such file'],
    ['a source that moved', '/** As in src/a/gone.ts, once. */', 'src/a/gone.ts', 'no such file'],
  ])('%s, in a comment', (_name, text, says, why) => {
    expect(cites(text)).toEqual([{ file: 'src/b/b.ts', says, why }]);
  });

  test.each([
    ['an anchor', '[a](../a/README.md#lists)', '../a/README.md#lists', 'no such heading'],
    ['a file', '[a](../c/README.md)', '../c/README.md', 'no such file'],
    ['an anchor of its own', '[a](#lists)', '#lists', 'no such heading'],
    ['a path in a code span', '`src/a/gone.ts`', 'src/a/gone.ts', 'no such file'],
    ['a name of a source', '`rule` in [a.ts](../a/a.ts)', 'rule in ../a/a.ts', 'no such name'],
  ])('%s, in a document', (_name, text, says, why) => {
    expect(cites(text, 'src/b/README.md')).toContainEqual({ file: 'src/b/README.md', says, why });
  });

  test('what is there is no trouble, nor is what stands in code', () => {
    expect(
      cites('/** src/a/README.md, "Access"; src/a/a.ts; the room src/a. */\nconst path = "src/a/gone.ts";'),
    ).toEqual([]);
    expect(cites('[a](../a/README.md#access-1) `src/a/` [b](https://a.example/x#y)', 'src/b/README.md')).toEqual([]);
  });

  test('anchors are those of a forge', () => {
    expect(anchorsOf(page)).toEqual(['a-the-room', 'access', 'access-1', 'how-x-ends']);
  });
});

/** Folders of src that hold code. */
function roomsOf(tree: Tree): string[] {
  const rooms = [...tree.keys()].flatMap((file) => /^src\/([a-z]+)\/[^/]+\.ts$/.exec(file)?.[1] ?? []);
  return [...new Set(rooms)].sort();
}

function treeAt(root: string): Tree {
  const tree = new Map<string, string | undefined>();
  const add = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) add(path);
      else if (entry.isFile()) tree.set(path, isRead(path) ? readFileSync(join(root, path), 'utf8') : undefined);
    }
  };
  add('');
  return tree;
}

function isRead(path: string): boolean {
  return READ.test(path) && !NOT_READ.includes(path);
}

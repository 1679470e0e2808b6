/**
 * What documents and comments say of where a thing is explained. One form for a chapter, `src/ixc/README.md, "Access"`, its
 * path from the top level; links of Markdown for the rest.
 */

/** All that is looked at, by path from the top level. A file that is only there to be pointed at has no text. */
export type Tree = ReadonlyMap<string, string | undefined>;

export interface Trouble {
  readonly file: string;
  readonly says: string;
  readonly why: 'no such file' | 'no such heading' | 'no such name';
}

/** Everything that points nowhere. */
export function brokenCitations(tree: Tree): Trouble[] {
  return [...tree].flatMap(([file, text]) => {
    if (text === undefined) return [];
    return isDocument(file)
      ? [
          ...brokenLinks(file, text, tree),
          ...brokenNames(file, text, tree),
          ...brokenMentions(file, unbroken(withoutLinks(withoutBlocks(text))), tree),
        ]
      : brokenMentions(file, commentsOf(file, text), tree);
  });
}

/** The headings of a document by their texts, code spans as they are written. */
export function headingsOf(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.trim());
}

/** Headings as a forge makes anchors of them: the second of one name is `name-1`. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return headingsOf(text).map((heading) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function isDocument(file: string): boolean {
  return file.endsWith('.md');
}

function withoutBlocks(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
}

/** What a link is called may be a part of a path. */
function withoutLinks(text: string): string {
  return text.replace(/\[[^\]]*\]\([^)\s]+\)/g, '');
}

/** A page of the forge, or of somebody else, is not looked at. */
function brokenLinks(file: string, text: string, tree: Tree): Trouble[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']): Trouble[] => {
    const [path = '', anchor] = link.split('#');
    if (/^[a-z]+:|^(\.\.\/)+(releases|security)\b/.test(link)) return [];
    const target = path === '' ? file : joined(folderOf(file), path);
    if (!exists(target, tree)) return [{ file, says: link, why: 'no such file' }];
    const isThere = anchor === undefined || anchorsOf(tree.get(target) ?? '').includes(decodeURIComponent(anchor));
    return isThere ? [] : [{ file, says: link, why: 'no such heading' }];
  });
}

/** `` `ruleOf` in [gate.ts](gate.ts) ``: the word must stand in that file. */
function brokenNames(file: string, text: string, tree: Tree): Trouble[] {
  return [...unbroken(text).matchAll(/`(\w+)` in \[[^\]]*\]\(([^)#\s]+)\)/g)].flatMap(
    ([, name = '', path = '']): Trouble[] => {
      const source = tree.get(joined(folderOf(file), path)) ?? '';
      const isThere = new RegExp(`\\b${name}\\b`).test(source);
      return isThere ? [] : [{ file, says: `${name} in ${path}`, why: 'no such name' }];
    },
  );
}

/** Documents, with or without headings behind them, and files and folders of the tree. */
function brokenMentions(file: string, text: string, tree: Tree): Trouble[] {
  const cited = [...text.matchAll(/(?<![\w./-])((?:\.?[\w-]+\/)*[\w-]+\.md)((?:,? (?:and )?"[^"]+")*)/g)].flatMap(
    ([, path = '', behind = '']): Trouble[] => {
      const target = [path, joined(folderOf(file), path)].find((one) => tree.has(one));
      if (target === undefined) return [{ file, says: path, why: 'no such file' }];
      const headings = headingsOf(tree.get(target) ?? '');
      return [...behind.matchAll(/"([^"]+)"/g)]
        .filter(([, heading = '']) => !headings.includes(heading))
        .map(([, heading]): Trouble => ({ file, says: `${path}, "${heading}"`, why: 'no such heading' }));
    },
  );
  const named = [...text.matchAll(/(?<![\w./-])(?:src|test|\.build|\.ci|\.github)\/(?:[\w.-]+\/?)*/g)]
    .map(([path]) => path.replace(/[./]+$/, ''))
    .filter((path) => !path.endsWith('.md') && !exists(path, tree))
    .map((path): Trouble => ({ file, says: path, why: 'no such file' }));
  return [...cited, ...named];
}

/** The comments of a source, each as running text; of a script or a table of settings all of it. */
function commentsOf(file: string, text: string): string {
  if (!/\.(ts|mjs)$/.test(file)) return unbroken(text.replace(/^\s*#+/gm, ''));
  const comments = text.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm) ?? [];
  return unbroken(comments.join('\n').replace(/^\s*(\*|\/\/|\/\*\*)/gm, ''));
}

/** A citation may go on in the next line. */
function unbroken(text: string): string {
  return text.replace(/\\"/g, '"').replace(/\s+/g, ' ');
}

function exists(path: string, tree: Tree): boolean {
  return tree.has(path) || [...tree.keys()].some((file) => file.startsWith(`${path}/`));
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

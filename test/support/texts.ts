import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** A text that the program says, as the catalogue knows it, and where it stands. */
export interface SaidText {
  readonly key: string;
  readonly file: string;
}

/** Words that no Portuguese sentence has, and nearly every English one. */
const ENGLISH =
  /\b(the|and|is|are|was|were|with|not|nothing|its|this|which|will|would|than|from|without|of|to|has|have|been)\b/i;
/** The old script's lines stay as they are; the last is IXC's own text. */
const AS_EVER = /synchronization (script (starts|ends)|of \d+ policies and \d+ subscribers)/;

/** Lines that are not in Portuguese alone. */
export function englishIn(output: string): string[] {
  return output.split('\n').filter((line) => ENGLISH.test(line.replace(/--[a-z-]+/g, '')) && !AS_EVER.test(line));
}

/** All texts that are tagged `say` or `phrase` in the sources, read from their syntax trees. */
export function saidTexts(): SaidText[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.flatMap((file) => {
    const code = readFileSync(join(SOURCES, file), 'utf8');
    if (!/\b(say|phrase)`/.test(code)) return [];
    const found: SaidText[] = [];
    visit(parseAst(code, { lang: 'ts' }), (key) => found.push({ key, file }));
    return found;
  });
}

function visit(node: unknown, tell: (key: string) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, tell);
  if (!isObject(node)) return;
  if (node['type'] === 'TaggedTemplateExpression') {
    const { tag, quasi } = node;
    if (isObject(tag) && (tag['name'] === 'say' || tag['name'] === 'phrase') && isObject(quasi)) tell(keyOf(quasi));
  }
  for (const value of Object.values(node)) visit(value, tell);
}

function keyOf({ quasis }: Record<string, unknown>): string {
  const parts = (Array.isArray(quasis) ? quasis : []).map((part: { value: { cooked: string } }) => part.value.cooked);
  return parts.reduce((text, part, at) => `${text}{${at}}${part}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

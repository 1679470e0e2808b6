import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isObject } from '../../src/text/json.ts';

/** The walls as src/README.md draws them are the ones that the linter holds. */

const ROOT = new URL('../../', import.meta.url);
const STOREYS = drawnStoreys(readFileSync(new URL('src/README.md', ROOT), 'utf8'));
const FORBIDDEN = forbiddenImports(JSON.parse(readFileSync(new URL('.biome.json', ROOT), 'utf8')));
/** Rooms that decide: what people read of it is said above. */
const SILENT = ['apply', 'proof', 'changes', 'customers', 'mapping', 'billing'];
const PURE = [...SILENT, 'address', 'text'];

test('every room with code stands in the drawing, once', () => {
  const rooms = readdirSync(new URL('src/', ROOT), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const withCode = rooms.filter(({ name }) =>
    readdirSync(new URL(`src/${name}/`, ROOT)).some((file) => /\.ts$/.test(file)),
  );
  const drawn = STOREYS.flat().filter((room) => !room.endsWith('.ts'));
  expect([...drawn].sort()).toEqual(withCode.map(({ name }) => name).sort());
});

test.each(STOREYS.flatMap((rooms, storey) => rooms.map((room) => [room, storey] as const)).slice(2))(
  '%s imports nothing from above',
  (room, storey) => {
    const forbidden = FORBIDDEN.get(room) ?? [];
    const above = STOREYS.slice(0, storey).flat().map(patternOf);
    expect(above.filter((pattern) => !forbidden.includes(pattern))).toEqual([]);
  },
);

test.each(PURE)('%s is pure: it has no way to the world', (room) => {
  expect(FORBIDDEN.get(room)).toContain('node:*');
});

test.each(SILENT)('%s speaks no language: what it decides is data', (room) => {
  expect(FORBIDDEN.get(room)).toEqual(expect.arrayContaining(['**/../text/language.ts', '**/../text/shown.ts']));
});

test('the pillars do not know each other', () => {
  const pillars = ['ixc', 'bqn', 'mapping'];
  for (const pillar of pillars)
    expect(FORBIDDEN.get(pillar)).toEqual(
      expect.arrayContaining(pillars.filter((one) => one !== pillar).map(patternOf)),
    );
});

/** From the roof to the ground; several rooms of one line stand beside each other. */
function drawnStoreys(page: string): readonly (readonly string[])[] {
  const [, drawing = ''] = /## The walls[\s\S]*?```\n([\s\S]*?)```/.exec(page) ?? [];
  return drawing
    .trimEnd()
    .split('\n')
    .map((line) => (line.split(/ {2,}/)[0] ?? '').split(' ').map((room) => room.replace(/\/$/, '')));
}

function patternOf(room: string): string {
  return room.endsWith('.ts') ? `**/../${room}` : `**/../${room}/**`;
}

/** By room, what the linter forbids it to import. */
function forbiddenImports(settings: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const override of listIn(settings, 'overrides')) {
    const rule = ['linter', 'rules', 'style', 'noRestrictedImports', 'options'].reduce(fieldOf, override);
    const groups = listIn(rule, 'patterns').flatMap((pattern) => listIn(pattern, 'group').map(String));
    for (const path of listIn(override, 'includes')) {
      const [, room] = /^src\/(\w+)\/\*\*$/.exec(String(path)) ?? [];
      if (room !== undefined) found.set(room, groups);
    }
  }
  return found;
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

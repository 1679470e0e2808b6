/** What a `--support` file says of the tables and lists of an installation (src/listing/shape.ts writes it). */

/** A column as a `--support` file tells of it. */
export interface Column {
  readonly types: readonly string[];
  readonly empty: number;
  readonly missing: number;
  readonly forms: readonly (readonly [form: string, count: number])[];
}

export interface ToldShape {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** What came of asking by id. */
  readonly byId: string;
}

/** By the title of each: `IXC radusuarios`, `BQN subscribers`. */
export function shapesIn(text: string): Map<string, ToldShape> {
  const shapes = new Map<string, ToldShape>();
  for (const part of text.split(/^(?=(?:IXC|BQN) \S+: )/m).slice(1)) {
    const [head = '', ...lines] = part.split('\n');
    const title = head.slice(0, head.indexOf(':'));
    const columns = new Map<string, Column>();
    let rows = 0;
    let byId = '';
    for (const line of lines) {
      if (!line.startsWith('  ')) break;
      rows = Number(/^ {2}(\d+) rows,/.exec(line)?.[1] ?? rows);
      byId = /^ {2}\(by id: (.*)\)$/.exec(line)?.[1] ?? byId;
      const column =
        /^ {2}(?<name>[^:]+): (?<types>[a-z|]+), empty (?<empty>\d+)(?:, missing in (?<missing>\d+))?(?:; (?<forms>.*))?$/;
      const { name, types = '', empty, missing = 0, forms = '' } = column.exec(line)?.groups ?? {};
      if (name === undefined) continue;
      columns.set(name, {
        types: types.split('|'),
        empty: Number(empty),
        missing: Number(missing),
        forms: [...forms.matchAll(/("(?:[^"\\]|\\.)*") x (\d+)/g)].map(
          ([, form = '""', count]) => [JSON.parse(form) as string, Number(count)] as const,
        ),
      });
    }
    if (!shapes.has(title)) shapes.set(title, { rows, columns, byId });
  }
  return shapes;
}

/** A terminal's text as an SVG picture: plain text in it stays text, so that it can be read aloud and searched. */

const LETTER = 8.4;
const LINE = 19;
const MARGIN = 16;
const BAR = 28;

/** How a line is coloured, by what it says. */
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^\$ /, '#8ab4f8'],
  [/^\s*\+ /, '#81c995'],
  [/^\s*- /, '#f28b82'],
  [/^\s*~ /, '#fdd663'],
  [/held back|retido/, '#fdd663'],
  [/error: |erro: /, '#f28b82'],
  [/result: done|resultado: feito/, '#81c995'],
];
const USUAL = '#d5dae1';

/** @param columns of the terminal, which has broken the lines */
export function terminalPicture(title: string, text: string, columns: number): string {
  const lines = coloured(text.split('\n'));
  const width = Math.ceil(columns * LETTER + 2 * MARGIN);
  const height = BAR + lines.length * LINE + 2 * MARGIN;
  const rows = lines.map(({ words, colour }, at) => {
    const y = BAR + MARGIN + (at + 0.75) * LINE;
    return `<text x="${MARGIN}" y="${y.toFixed(1)}" fill="${colour}" xml:space="preserve">${escaped(words)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14">
<rect width="${width}" height="${height}" rx="8" fill="#1b1f24"/>
<text x="${width / 2}" y="19" fill="#8b949e" text-anchor="middle" font-size="12">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

/** What goes on in the next line has the colour of its beginning. */
function coloured(lines: readonly string[]): { words: string; colour: string }[] {
  let colour = USUAL;
  return lines.map((words) => {
    if (!/^ {6}/.test(words)) colour = COLOURS.find(([form]) => form.test(words))?.[1] ?? USUAL;
    return { words, colour };
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

import type { Fault } from './fault.ts';

/** The list of faults as README.md in this folder shows it. */

export const BEGIN = '<!-- faults:begin -->';
export const END = '<!-- faults:end -->';

/** A Markdown table, one line a fault. What the program does not do yet is not claimed. */
export function faultTable(faults: readonly Fault[]): string {
  const lines = faults
    .filter(({ finding }) => finding === undefined)
    .map(({ system, fault, does, exit }) => `| ${[system, cell(fault), cell(does), exits(exit)].join(' | ')} |`);
  return ['| Where | What happens | What the program does | Exit code |', '| --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

/** The document with this table between the markers; undefined when it has none. */
export function withTable(document: string, table: string): string | undefined {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) return undefined;
  return `${document.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${document.slice(end)}`;
}

function cell(text: string): string {
  // In a list for people, `<div>` must stay readable and `|` must not begin a column.
  return text.replaceAll('|', '\\|').replace(/<(?=\w)/g, '&lt;');
}

function exits(exit: Fault['exit']): string {
  return typeof exit === 'number' ? String(exit) : exit.join(' or ');
}

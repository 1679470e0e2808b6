/** Values of tens of thousands in one text: it is read and written in no time, as long as nobody asks for one. */

/** Between the values; whatever holds it stands elsewhere. */
export const BETWEEN = '|';

const [ZERO, NINE] = [0x30, 0x39];

export function split(column: string): readonly string[] {
  return column === '' ? [] : column.split(BETWEEN);
}

/** Calls for each of a column of numbers; undefined for one that says something else, or nothing. */
export function eachNumber(column: string, visit: (value: number | undefined, at: number) => void): void {
  let at = 0;
  for (let begin = 0; begin <= column.length; begin++) {
    let value = 0;
    let isNumber = false;
    let end = begin;
    for (; end < column.length; end++) {
      const code = column.charCodeAt(end);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + (code - ZERO);
      isNumber = true;
    }
    // Anything else is passed over to the next one.
    if (end < column.length && column[end] !== BETWEEN) {
      isNumber = false;
      end = behind(column, end);
    }
    visit(isNumber && Number.isSafeInteger(value) ? value : undefined, at++);
    begin = end;
  }
}

/** Where each value of a column begins. */
export function startsIn(column: string): readonly number[] {
  const starts: number[] = [];
  for (let begin = 0; begin <= column.length; begin = behind(column, begin) + 1) starts.push(begin);
  return starts;
}

/** The value that begins there. */
export function valueFrom(column: string, start: number): string {
  return column.slice(start, behind(column, start));
}

function behind(column: string, from: number): number {
  const found = column.indexOf(BETWEEN, from);
  return found < 0 ? column.length : found;
}

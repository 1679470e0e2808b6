import { type Piece, scanWord } from '../settings/shell-word.ts';

/** What a script of bash assigns at its top level, as far as that can be told without running it. */
export interface Assigned {
  /** What each name holds at the end. */
  readonly values: ReadonlyMap<string, string>;
  /** Names whose last value, or a part of it, only bash would know. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly why: UnreadWhy;
}

export type UnreadWhy = 'computed' | 'unclosed' | 'condition' | 'changed' | 'sourced';

/**
 * Reads an old wrapper as bash would: quotes, `$NAME` of the same file, several assignments in a line, the last one of two.
 * Nothing is run, so that what a command gives, and what hangs on a condition, is named instead.
 */
export function readAssignments(script: string): Assigned {
  const reader = new Reader(script.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  return reader.read();
}

/** Words at the beginning of a command after which commands may or may not be run. */
const OPENS = new Set(['if', 'while', 'until', 'for', 'case', 'select', '{']);
const CLOSES = new Set(['fi', 'done', 'esac', '}']);
const GOES_ON = new Set(['then', 'else', 'elif', 'do', '!', 'time', 'function']);
/** Commands whose words are assignments, too. */
const DECLARES = new Set(['export', 'readonly', 'declare', 'typeset', 'local']);
/** Commands behind which bash reads no further. */
const ENDS = new Set(['exit', 'exec', 'return']);
const BLANKS = /(?:[ \t]|\\\n)*/y;
const ASSIGNMENT = /([A-Za-z_][A-Za-z0-9_]*)(\+?)=/y;

interface Assignment {
  readonly name: string;
  readonly isAdded: boolean;
  readonly pieces: readonly Piece[];
  readonly at: number;
}

/** A command: its assignments, and its words behind them as far as they are plain. */
interface Command {
  readonly assignments: readonly Assignment[];
  readonly words: readonly { readonly text: string | undefined; readonly at: number }[];
  readonly end: number;
}

class Reader {
  readonly #text: string;
  readonly #values = new Map<string, string>();
  readonly #unread = new Map<string, Unread>();
  /** Compound commands, and brackets, that are open. */
  #depth = 0;
  #brackets = 0;
  /** Whether the next command is run only as another one ends. */
  #hangs = false;
  /** Whether an operator stands before it, behind which a line may end. */
  #isOpenEnded = false;
  /** What ends the texts that begin behind this line. */
  #hereWords: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Assigned {
    let at = 0;
    while (at < this.#text.length) {
      const behind = this.#separator(at);
      if (behind > at) {
        at = behind;
        continue;
      }
      const command = this.#command(at);
      this.#isOpenEnded = false;
      if (this.#take(command)) break;
      at = Math.max(command.end, at + 1);
    }
    return { values: this.#values, unread: [...this.#unread.values()] };
  }

  /** @returns where what separates commands ends; `at` where none stands there */
  #separator(start: number): number {
    const at = this.#blanks(start);
    const char = this.#text.charAt(at);
    switch (char) {
      case '#':
        return lineEnd(this.#text, at);
      case '\n':
        if (!this.#isOpenEnded) this.#hangs = false;
        return this.#behindHereTexts(at + 1);
      case ';':
        this.#hangs = false;
        return at + 1;
      case '&':
      case '|':
        this.#hangs = this.#text.charAt(at + 1) === char || char === '|';
        this.#isOpenEnded = this.#hangs;
        return at + (this.#text.charAt(at + 1) === char ? 2 : 1);
      case '(':
        this.#brackets++;
        return at + 1;
      case ')':
        // That of a pattern of `case` has none before it.
        this.#brackets = Math.max(0, this.#brackets - 1);
        return at + 1;
      default:
        return at;
    }
  }

  /** Texts between `<<WORD` and that word are input of a command. */
  #behindHereTexts(start: number): number {
    let at = start;
    for (const word of this.#hereWords.splice(0)) {
      for (let isOver = false; !isOver && at < this.#text.length; ) {
        const end = lineEnd(this.#text, at);
        isOver = this.#text.slice(at, end).replace(/^\t+/, '') === word;
        at = end + 1;
      }
    }
    return at;
  }

  /** The words of one simple command, or one word of bash's grammar. */
  #command(start: number): Command {
    const assignments: Assignment[] = [];
    const words: { readonly text: string | undefined; readonly at: number }[] = [];
    let at = this.#wordFrom(start);
    while (!this.#endsCommand(at)) {
      const mayAssign = words.length === 0 || DECLARES.has(words[0]?.text ?? '');
      const assigned = mayAssign ? this.#assignment(at) : undefined;
      const { pieces, end } = assigned ?? scanWord(this.#text, at);
      if (assigned !== undefined) assignments.push(assigned);
      else words.push({ text: plain(pieces), at });
      if (words.length === 1 && assignments.length === 0 && isGrammar(words[0]?.text))
        return { assignments, words, end };
      at = this.#wordFrom(Math.max(end, at + 1));
    }
    return { assignments, words, end: at };
  }

  /** @returns where the next word of a command begins, behind blanks and redirections */
  #wordFrom(start: number): number {
    let at = this.#blanks(start);
    for (;;) {
      const behind = this.#blanks(this.#redirection(at));
      if (behind === at) return at;
      at = behind;
    }
  }

  #endsCommand(at: number): boolean {
    return at >= this.#text.length || /[\n;&|()#]/.test(this.#text.charAt(at));
  }

  #assignment(at: number): (Assignment & { readonly end: number }) | undefined {
    ASSIGNMENT.lastIndex = at;
    const [begin, name = '', added] = ASSIGNMENT.exec(this.#text) ?? [];
    if (begin === undefined) return undefined;
    const { pieces, end } = scanWord(this.#text, at + begin.length);
    const isArray = pieces.length === 0 && this.#text.charAt(end) === '(';
    if (!isArray) return { name, isAdded: added === '+', pieces, at, end };
    // What stands in its brackets is no text.
    return { name, isAdded: false, pieces: [{ kind: 'computed' }], at, end: this.#array(end) };
  }

  /** @returns where the blanks that may stand there end, lines that go on in the next one included */
  #blanks(start: number): number {
    BLANKS.lastIndex = start;
    BLANKS.test(this.#text);
    return BLANKS.lastIndex;
  }

  #array(start: number): number {
    let at = start + 1;
    while (at < this.#text.length && this.#text.charAt(at) !== ')') {
      at = Math.max(scanWord(this.#text, at).end, at + 1);
    }
    return at + 1;
  }

  /** @returns where `>file`, `2>&1`, `<<WORD` and the like end; `at` where none stands there */
  #redirection(at: number): number {
    const [sign = ''] = /^(?:&>>?|\d*(?:<<<|<<-?|<&|<>|<|>>|>&|>\||>))/.exec(this.#text.slice(at, at + 12)) ?? [];
    if (sign === '') return at;
    const word = scanWord(this.#text, this.#blanks(at + sign.length));
    if (/<<-?$/.test(sign)) this.#hereWords.push(plain(word.pieces) ?? '');
    return word.end;
  }

  /** @returns whether bash reads no further */
  #take({ assignments, words, end }: Command): boolean {
    const [first] = words;
    const text = first?.text ?? '';
    // Of a function: `function name {`.
    if (words.length > 1 && words.at(-1)?.text === '{') this.#depth++;
    if (assignments.length === 0 && first !== undefined && isGrammar(first.text)) {
      if (OPENS.has(text)) this.#depth++;
      if (CLOSES.has(text)) this.#depth = Math.max(0, this.#depth - 1);
      return false;
    }
    // Before a command, in a pipe and in the background they are that command's own.
    const isOwn =
      (first !== undefined && !DECLARES.has(text)) || /^(?:\|(?!\|)|&(?!&))/.test(this.#text.slice(end, end + 2));
    if (!isOwn) for (const assignment of assignments) this.#assign(assignment);
    if (text === 'unset' || text === 'read' || text === 'printf' || text === '.' || text === 'source') {
      this.#changes(text, words.slice(1));
    }
    return ENDS.has(text) && (text !== 'exec' || words.length > 1) && this.#isCertain;
  }

  get #isCertain(): boolean {
    return this.#depth === 0 && this.#brackets === 0 && !this.#hangs;
  }

  #assign({ name, isAdded, pieces, at }: Assignment): void {
    if (!this.#isCertain) {
      this.#cannotRead(name, at, 'condition');
      return;
    }
    let value = isAdded ? this.#values.get(name) : '';
    let why: UnreadWhy = value === undefined && this.#unread.has(name) ? 'computed' : 'unclosed';
    value ??= this.#unread.has(name) ? undefined : '';
    for (const piece of pieces) {
      const text = piece.kind === 'variable' ? this.#values.get(piece.name) : 'text' in piece ? piece.text : undefined;
      if (text === undefined) why = piece.kind === 'unclosed' ? 'unclosed' : 'computed';
      value = value === undefined || text === undefined ? undefined : value + text;
    }
    if (value === undefined) {
      this.#cannotRead(name, at, why);
      return;
    }
    this.#unread.delete(name);
    this.#values.set(name, value);
  }

  #changes(command: string, words: Command['words']): void {
    for (const { text = '', at } of words) {
      if (command === '.' || command === 'source') {
        this.#unread.set(text, { name: text, line: this.#lineOf(at), why: 'sourced' });
        return;
      }
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) continue;
      if (command === 'unset' && this.#isCertain) {
        this.#values.delete(text);
        this.#unread.delete(text);
      } else if (command !== 'printf' || this.#values.has(text)) this.#cannotRead(text, at, 'changed');
    }
  }

  #cannotRead(name: string, at: number, why: UnreadWhy): void {
    this.#values.delete(name);
    this.#unread.set(name, { name, line: this.#lineOf(at), why });
  }

  #lineOf(at: number): number {
    return this.#text.slice(0, at).split('\n').length;
  }
}

function isGrammar(word: string | undefined): boolean {
  return word !== undefined && (OPENS.has(word) || CLOSES.has(word) || GOES_ON.has(word));
}

/** A word that is what it says, as a word of the grammar must be. */
function plain(pieces: readonly Piece[]): string | undefined {
  const texts = pieces.map((piece) => ('text' in piece ? piece.text : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

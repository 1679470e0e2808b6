import { existsSync, type Stats } from 'node:fs';
import { packedLines } from '../files/line-stream.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import { alikeName } from '../text/alike.ts';
import { say } from '../text/language.ts';
import { showUnseen } from '../text/printable.ts';
import { LONGEST_SHOWN } from '../text/shown.ts';
import { type Asked, isAbout, type JournalEntry, matches, type Person, peopleOf, readEntry } from './journal.ts';
import { byMonth, endOf, markOf, packedMonths, putAside } from './journal-files.ts';
import { marksOf } from './journal-pack.ts';

/** As many as are shown, the newest; whoever wants others says since when. */
const MOST_FOUND = 50_000;
/** The largest file that is not packed, in bytes. */
const LARGEST = 64_000_000;

export interface Found {
  /** By what it was found: by a name that is alike where the journal has none that is exactly so. */
  readonly query: Asked;
  /** The oldest first. */
  readonly entries: readonly JournalEntry[];
  /** How many older ones were left out. */
  readonly older: number;
}

/**
 * What the journal has of a customer, or of all. Packed months are looked through as they are unpacked, and only lines with
 * the name in them are taken apart: a year of 60,000 customers takes seconds and no memory to speak of.
 * @param after Unix s; older entries are left out
 * @param warn told of a file that cannot be read, or is not ours: it is passed over
 */
export async function findInJournal(
  journal: string,
  { query, after = 0 }: { readonly query: Asked; readonly after?: number | undefined },
  warn: (text: string) => void,
): Promise<Found> {
  const found = await find(journal, { query, after }, warn);
  if (found.entries.length > 0 || query.kind !== 'name') return found;
  // What cannot be read is told already.
  return await find(journal, { query: { ...query, isAlike: true }, after }, () => {});
}

async function find(
  journal: string,
  { query, after }: { readonly query: Asked; readonly after: number },
  warn: (text: string) => void,
): Promise<Found> {
  const finds = new Finds(query, after);
  const begun = Date.now();
  const isBetween = putAside(journal).length > 0;
  const parts = unpackedParts(journal, warn);
  // A run was killed between packing and removing, or packs what has just been read.
  const isPacked = ({ mtimeMs }: Stats) => isBetween || mtimeMs >= begun;
  for (const { month, path } of packedMonths(journal)) {
    if (endOf(month) < after) continue;
    const marks = await addPacked(finds, path, { after, isPacked, warn });
    for (const part of parts) if (marks.has(part.mark)) part.packed.add(month);
  }
  for (const part of parts) addUnpacked(finds, part, begun / 1000);
  return finds.found;
}

/** Who else is in the journal under the contract of a login. */
export interface OfContract {
  readonly contract: number;
  readonly logins: readonly string[];
}

/**
 * A line names a login as it was called then, and says whose contract it was: under that it is found by its names of before. As several
 * logins may have one contract, nobody can tell which of them it was.
 * @param found of a login; its last contract is gone by
 */
export async function othersOfContract(
  journal: string,
  { entries, query }: Pick<Found, 'entries' | 'query'>,
  after?: number | undefined,
): Promise<OfContract | undefined> {
  if (query.kind !== 'name') return undefined;
  const isOfLogin = ({ login, ip, contract }: Person) => login !== '' && ip !== query.name && contract !== 0;
  const contract = entries
    .flatMap((entry) => peopleOf(entry, query))
    .filter(isOfLogin)
    .at(-1)?.contract;
  if (contract === undefined) return undefined;
  const asked = { kind: 'contract', contract } as const;
  // What cannot be read is told already.
  const all = await findInJournal(journal, { query: asked, after }, () => {});
  const logins = new Set(all.entries.flatMap((entry) => peopleOf(entry, asked)).map(({ login }) => login));
  for (const login of logins) if (isAbout(query, { login, ip: '', contract: 0 })) logins.delete(login);
  return logins.size === 0 ? undefined : { contract, logins: [...logins] };
}

/** @returns the marks of what was packed into it, where `isPacked` asks for them */
async function addPacked(
  finds: Finds,
  path: string,
  { after, isPacked, warn }: { after: number; isPacked: (stat: Stats) => boolean; warn: (text: string) => void },
): Promise<ReadonlySet<string>> {
  const marks = new Set<string>();
  // Nothing in it is younger than the file itself.
  let isOld = false;
  let hasMarks = false;
  const look = (stat: Stats) => {
    isOld = stat.mtimeMs / 1000 < after;
    hasMarks = isPacked(stat);
  };
  try {
    for await (const block of packedLines(path, look)) {
      if (isOld) break;
      finds.addBlock(block);
      if (hasMarks) for (const mark of marksOf(block)) marks.add(mark);
    }
  } catch (error) {
    warn(say`--journal: ${path} cannot be read (${readingTrouble(error)})`);
  }
  return marks;
}

function addUnpacked(finds: Finds, { text, packed }: Part, now: number): void {
  if (packed.size === 0) {
    finds.addBlock(Buffer.from(text.endsWith('\n') ? text : `${text}\n`));
    return;
  }
  for (const [month, lines] of byMonth(text, now))
    if (!packed.has(month)) finds.addBlock(Buffer.from(`${lines.join('\n')}\n`));
}

interface Part {
  readonly text: string;
  readonly mark: string;
  /** Months that have its lines already. */
  readonly packed: Set<string>;
}

/** What is not packed, the oldest first. Read in the order in which a run puts it aside, so that none is missed. */
function unpackedParts(journal: string, warn: (text: string) => void): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const path of [journal, `${journal}.1`, `${journal}.2`]) {
    if (!existsSync(path)) continue;
    try {
      const text = readRegularFile(path, LARGEST);
      const mark = markOf(text);
      parts.set(mark, { text, mark, packed: new Set() });
    } catch (error) {
      if (existsSync(path)) warn(say`--journal: ${path} cannot be read (${readingTrouble(error)})`);
    }
  }
  return [...parts.values()].reverse();
}

/** What is looked for, and the newest of what was found. */
class Finds {
  readonly #query: Asked;
  readonly #after: string;
  readonly #pattern: RegExp;
  #entries: JournalEntry[] = [];
  #older = 0;

  constructor(query: Asked, after: number) {
    this.#query = query;
    this.#after = after > 0 ? new Date(after * 1000).toISOString() : '';
    this.#pattern = patternOf(query);
  }

  get found(): Found {
    this.#leaveOut(MOST_FOUND);
    return { query: this.#query, entries: this.#entries, older: this.#older };
  }

  /** @param block whole lines, each with its line feed */
  addBlock(block: Buffer): void {
    // A letter for each byte, so that places in the text are places in the block.
    const bytes = block.toString('latin1');
    const pattern = this.#pattern;
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(bytes); hit !== null; hit = pattern.exec(bytes)) {
      const end = bytes.indexOf('\n', hit.index);
      this.#addLine(block.toString('utf8', bytes.lastIndexOf('\n', hit.index - 1) + 1, end));
      pattern.lastIndex = end + 1;
    }
  }

  #addLine(line: string): void {
    const time = TIME.exec(line)?.[1];
    if (time !== undefined && time < this.#after) return;
    const entry = readEntry(line);
    if (entry === undefined || entry.time < this.#after || !matches(this.#query, entry)) return;
    this.#entries.push(entry);
    this.#leaveOut(MOST_FOUND * 2);
  }

  #leaveOut(most: number): void {
    if (this.#entries.length <= most) return;
    this.#older += this.#entries.length - MOST_FOUND;
    this.#entries = this.#entries.slice(-MOST_FOUND);
  }
}

/** How a line of ours begins; times of ISO 8601 in UTC are in the order of their letters. */
const TIME = /^\{"time":"(\d{4}-\d\d-\d\dT[^"]{1,20})"/;

/** What is written is cut (`cutToShow`): no line has a longer name, and no expression can be made of any length. */
const NOWHERE = /(?!)/g;

/**
 * What stands in every line about them, in bytes: a whole value as JSON has it, or a whole word of a customer's
 * (`personText`). To look for it is far cheaper than to take a line apart.
 */
function patternOf(query: Asked): RegExp {
  if (query.kind === 'all') return /[^\n]/g;
  if (query.kind === 'name' && query.name.length > LONGEST_SHOWN) return NOWHERE;
  if (query.kind === 'name' && query.isAlike) return alikePattern(query.name);
  const value =
    query.kind === 'contract' ? String(query.contract) : showUnseen(JSON.stringify(query.name)).slice(1, -1);
  const bytes = Buffer.from(value).toString('latin1');
  return new RegExp(`[": ]${bytes.replace(/[^a-z0-9\x80-\xff]/gi, '\\$&')}[" ,}]`, 'g');
}

/** Any letter with an accent, and accents that stand alone: of which letter they are the line tells once it is taken apart. */
const ACCENTED = '(?:[\\xc3-\\xca\\xe1][\\x80-\\xbf]{1,2})';
const ACCENTS = '(?:[\\xcc\\xcd][\\x80-\\xbf])*';

/** What every line has that is about somebody of such a name: more than those. */
function alikePattern(name: string): RegExp {
  const letters = [...alikeName(name)].map((letter) => {
    if (/[a-z]/.test(letter)) return `(?:[${letter}${letter.toUpperCase()}]|${ACCENTED})${ACCENTS}`;
    if (/[^\x20-\x7e]/.test(letter)) return '[\\x80-\\xff]+';
    return JSON.stringify(letter)
      .slice(1, -1)
      .replace(/[^a-z0-9]/gi, '\\$&');
  });
  return new RegExp(`[": ]${letters.join('')}[" ,}]`, 'g');
}

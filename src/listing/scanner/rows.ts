/*
 * AssemblyScript, which is TypeScript's grammar over WebAssembly's own types: `.build/scanner.mjs` compiles it. Steps over
 * one row of a listing, checks every byte of it as JSON.parse and a strict decoder of UTF-8 would, and notes where the
 * wanted columns stand. Whatever it does not know, sound or not, it says nothing of: that is asked of the reader in plain
 * JavaScript.
 */

const BACKSLASH: u8 = 0x5c;
const CLOSE_BRACE: u8 = 0x7d;
const CLOSE_BRACKET: u8 = 0x5d;
const COLON: u8 = 0x3a;
const COMMA: u8 = 0x2c;
const MINUS: u8 = 0x2d;
const OPEN_BRACE: u8 = 0x7b;
const OPEN_BRACKET: u8 = 0x5b;
const PLUS: u8 = 0x2b;
const POINT: u8 = 0x2e;
const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;
const ZERO: u8 = 0x30;

/** `true`, `alse`, `null` as one number. */
const TRUE: u32 = 0x65757274;
const ALSE: u32 = 0x65736c61;
const NULL: u32 = 0x6c6c756e;

/** Deeper values are left to the other reader, which knows how deep one may be. */
const DEEPEST: i32 = 32;
/** Wanted columns, and the bytes of all their names. */
const MOST_COLUMNS: i32 = 64;
const NAME_BYTES: i32 = 4096;
/** Bytes of a listing at a time; behind them is room for a look ahead. */
const INPUT_BYTES: i32 = 262144;
/** One row that came in pieces. */
const ASIDE_BYTES: i32 = 32768;
const AHEAD: i32 = 64;
/** Columns of which it is kept how they stood in the row before, with names of at most so many bytes, quotes and colon included. */
const MOST_KNOWN: i32 = 256;
const NAME_ROOM: i32 = 48;

/** What is in a text, beside its length. */
const ESCAPED: i32 = 0x40000000;
const WIDE: i32 = 0x20000000;

const NAMES: usize = memory.data(NAME_BYTES);
/** For each wanted column where its name starts and how long it is. */
const WANTED: usize = memory.data(MOST_COLUMNS * 8);
/** For each wanted column of the last row where its value starts and how long it is, 0 for one that it does not have. */
const FOUND: usize = memory.data(MOST_COLUMNS * 8);
const INPUT: usize = memory.data(INPUT_BYTES + AHEAD);
/** A value that says as little as null does. */
const UNSET_BYTES: i32 = 64;
const UNSET: usize = memory.data(UNSET_BYTES);
const ASIDE: usize = memory.data(ASIDE_BYTES + AHEAD);
/** By place: the name with its quotes and colon. */
const KNOWN: usize = memory.data(MOST_KNOWN * NAME_ROOM, 16);
/** By place: how long that is, 0 for a name that is not kept, and which wanted column it is, -1 for none. */
const KNOWN_AS: usize = memory.data(MOST_KNOWN * 8);
/** The wanted columns of a row, gathered; and a fingerprint of it, which begins with a seed. */
const GATHERED_BYTES: i32 = 32768;
const GATHERED: usize = memory.data(GATHERED_BYTES + AHEAD, 16);
const SEED: usize = memory.data(8, 8);
const PRINT: usize = memory.data(8, 8);
/** Length of a text, without what is in it. */
const LENGTH: i32 = 0x1fffffff;
/** What spreads a bit over all others: 2^64 divided by the golden ratio, made odd. */
const SPREAD: u64 = ((<u64>0x9e3779b9) << 32) | <u64>0x7f4a7c15;

let unsetLength: i32 = 0;
let wantedCount: i32 = 0;
let nameBytes: i32 = 0;
/** A bit for each length that a wanted name has, by its last six bits. */
let wantedLengths: u64 = 0;
/** Columns of the row before that are kept. */
let knownCount: i32 = 0;

/** Which wanted column the last name is, -1 for none. */
let column: i32 = -1;
/** Whether the last text has escapes, and bytes beyond ASCII. */
let escaped: bool = false;
let wide: bool = false;
/** Whether an unwanted column of the last row says anything. */
let others: bool = false;

export function names(): usize {
  return NAMES;
}

export function found(): usize {
  return FOUND;
}

export function input(): usize {
  return INPUT;
}

export function inputBytes(): i32 {
  return INPUT_BYTES;
}

export function aside(): usize {
  return ASIDE;
}

export function asideBytes(): i32 {
  return ASIDE_BYTES;
}

/** Where a value stands that says nothing, as long as `setUnset` says. */
export function unset(): usize {
  return UNSET;
}

export function setUnset(length: i32): bool {
  unsetLength = length;
  return length <= UNSET_BYTES;
}

/** Whether a column of the last row that is not wanted holds more than null, 0, an empty text, list or object, or the value `unset`. */
export function hasOthers(): bool {
  return others;
}

/** Where `gather` leaves the columns, and how many bytes there is room for. */
export function gathered(): usize {
  return GATHERED;
}

/** Where eight bytes stand that a fingerprint begins with: who does not know them can make no two rows that have one. */
export function seed(): usize {
  return SEED;
}

/** Where the last fingerprint stands, in eight bytes. */
export function print(): usize {
  return PRINT;
}

/**
 * Lays the wanted columns of the last row one behind the other: first what is said of each in four bytes, 0 for one that it
 * does not have, then the values; and takes their fingerprint.
 * @returns the bytes of it, 0 where there is no room for them
 */
export function gather(): i32 {
  let at = GATHERED + ((<usize>wantedCount) << 2);
  const end = GATHERED + <usize>GATHERED_BYTES;
  for (let column = 0; column < wantedCount; column++) {
    const found = FOUND + ((<usize>column) << 3);
    const said = load<i32>(found, 4);
    const length = <usize>(said & LENGTH);
    store<i32>(GATHERED + ((<usize>column) << 2), said);
    if (length === 0) continue;
    if (at + length > end) return 0;
    memory.copy(at, <usize>load<i32>(found), length);
    at += length;
  }
  fingerprint(GATHERED, at);
  return <i32>(at - GATHERED);
}

/** The fingerprint of these bytes, to be found at `print`: eight at a time, by multiplication. */
export function fingerprint(start: usize, end: usize): void {
  let hash = spread(load<u64>(SEED), end - start);
  let at = start;
  for (; at + 8 <= end; at += 8) hash = spread(hash, load<u64>(at));
  // Behind the last byte there is room to look ahead.
  if (at < end) hash = spread(hash, load<u64>(at) & (((<u64>1) << ((<u64>(end - at)) << 3)) - 1));
  store<u64>(PRINT, spread(hash, 0));
}

function spread(hash: u64, value: u64): u64 {
  const mixed = (hash ^ value) * SPREAD;
  return ((mixed ^ (mixed >> 29)) * SPREAD) ^ (mixed >> 32);
}

/** Forgets the wanted columns. */
export function clear(): void {
  wantedCount = 0;
  nameBytes = 0;
  wantedLengths = 0;
  knownCount = 0;
}

/** The next wanted column, whose name stands behind the names before. @returns whether there is room for it */
export function want(length: i32): bool {
  if (wantedCount >= MOST_COLUMNS || nameBytes + length > NAME_BYTES) return false;
  const at = WANTED + ((<usize>wantedCount) << 3);
  store<i32>(at, <i32>NAMES + nameBytes);
  store<i32>(at, length, 4);
  nameBytes += length;
  wantedCount++;
  wantedLengths |= (<u64>1) << (<u64>length & 63);
  return true;
}

/** @returns the place behind the row that starts there; 0 when it has a form that is not known, or goes on after `end` */
export function row(start: usize, end: usize): usize {
  if (load<u8>(start) !== OPEN_BRACE) return 0;
  memory.fill(FOUND, 0, (<usize>wantedCount) << 3);
  others = false;
  let at = pastBlanks(start + 1, end);
  let place = 0;
  while (true) {
    let value = pastName(place, at, end);
    if (value === 0) return 0;
    value = pastBlanks(value, end);
    escaped = false;
    wide = false;
    const valueEnd = pastValue(value, end, 0);
    if (valueEnd === 0 || valueEnd >= end) return 0;
    note(value, <i32>(valueEnd - value));
    at = pastBlanks(valueEnd, end);
    if (at >= end) return 0;
    const mark = load<u8>(at);
    if (mark === CLOSE_BRACE) return at + 1;
    if (mark !== COMMA) return 0;
    at = pastBlanks(at + 1, end);
    place++;
  }
}

/**
 * The rows of a table are alike: a name that stands where it stood in the row before was looked at there. Says in `column`
 * which wanted one it is.
 * @returns the place behind the colon, or 0
 */
function pastName(place: i32, at: usize, end: usize): usize {
  const length = knownLength(place, at, end);
  if (length !== 0) {
    column = load<i32>(KNOWN_AS + ((<usize>place) << 3), 4);
    return at + length;
  }
  if (at >= end || load<u8>(at) !== QUOTE) return 0;
  const nameEnd = textEnd(at + 1, end);
  if (nameEnd === 0 || escaped) return 0;
  const colon = pastBlanks(nameEnd + 1, end);
  if (load<u8>(colon) !== COLON) return 0;
  column = columnOf(at + 1, <i32>(nameEnd - at - 1));
  know(place, at, <i32>(colon + 1 - at));
  return colon + 1;
}

/** How many bytes the name in this place takes, quotes and colon included, if it is that of the row before; else 0. */
function knownLength(place: i32, at: usize, end: usize): usize {
  if (place >= knownCount) return 0;
  const length = <usize>load<i32>(KNOWN_AS + ((<usize>place) << 3));
  if (length === 0 || at + length > end) return 0;
  const known = KNOWN + <usize>place * NAME_ROOM;
  for (let from: usize = 0; from < length; from += 16) {
    const left = length - from;
    const asked = left >= 16 ? 0xffff : (1 << (<i32>left)) - 1;
    const equal = i8x16.bitmask(i8x16.eq(v128.load(at + from), v128.load(known + from)));
    if ((equal & asked) !== asked) return 0;
  }
  return length;
}

/** Keeps the name of `column` for the next row. */
function know(place: i32, at: usize, length: i32): void {
  if (place >= MOST_KNOWN || place > knownCount) return;
  const as = KNOWN_AS + ((<usize>place) << 3);
  const isKept = length <= NAME_ROOM;
  if (isKept) memory.copy(KNOWN + <usize>place * NAME_ROOM, at, length);
  store<i32>(as, isKept ? length : 0);
  store<i32>(as, column, 4);
  if (place === knownCount) knownCount++;
}

/** Of a column that is there twice, the last one counts, as in JSON.parse. */
function note(value: usize, length: i32): void {
  if (column < 0) {
    if (!others) others = saysAnything(value, length);
    return;
  }
  const at = FOUND + ((<usize>column) << 3);
  store<i32>(at, <i32>value);
  store<i32>(at, length | (escaped ? ESCAPED : 0) | (wide ? WIDE : 0), 4);
}

/** @returns -1 for a name that is not wanted */
function columnOf(name: usize, length: i32): i32 {
  if ((wantedLengths & ((<u64>1) << (<u64>length & 63))) === 0) return -1;
  for (let column = 0; column < wantedCount; column++) {
    const at = WANTED + ((<usize>column) << 3);
    if (load<i32>(at, 4) !== length) continue;
    if (memory.compare(<usize>load<i32>(at), name, length) === 0) return column;
  }
  return -1;
}

function saysAnything(value: usize, length: i32): bool {
  const first = load<u8>(value);
  if (length === 1) return first !== ZERO;
  if (length === 2) return first !== QUOTE && first !== OPEN_BRACE && first !== OPEN_BRACKET;
  if (length === 4) return load<u32>(value) !== NULL;
  return length !== unsetLength || memory.compare(value, UNSET, length) !== 0;
}

/** @returns the place behind the value that starts there, or 0 */
function pastValue(start: usize, end: usize, depth: i32): usize {
  if (start >= end) return 0;
  switch (load<u8>(start)) {
    case QUOTE: {
      const at = textEnd(start + 1, end);
      return at === 0 ? 0 : at + 1;
    }
    case 0x6e:
      return load<u32>(start) === NULL ? start + 4 : 0;
    case 0x74:
      return load<u32>(start) === TRUE ? start + 4 : 0;
    case 0x66:
      return load<u32>(start + 1) === ALSE ? start + 5 : 0;
    case OPEN_BRACE:
      return depth >= DEEPEST ? 0 : pastObject(start + 1, end, depth + 1);
    case OPEN_BRACKET:
      return depth >= DEEPEST ? 0 : pastList(start + 1, end, depth + 1);
    default:
      return pastNumber(start, end);
  }
}

function pastObject(start: usize, end: usize, depth: i32): usize {
  let at = pastBlanks(start, end);
  if (at < end && load<u8>(at) === CLOSE_BRACE) return at + 1;
  while (true) {
    if (at >= end || load<u8>(at) !== QUOTE) return 0;
    at = textEnd(at + 1, end);
    if (at === 0) return 0;
    at = pastBlanks(at + 1, end);
    if (at >= end || load<u8>(at) !== COLON) return 0;
    at = pastValue(pastBlanks(at + 1, end), end, depth);
    if (at === 0) return 0;
    at = pastBlanks(at, end);
    if (at >= end) return 0;
    const mark = load<u8>(at);
    if (mark === CLOSE_BRACE) return at + 1;
    if (mark !== COMMA) return 0;
    at = pastBlanks(at + 1, end);
  }
}

function pastList(start: usize, end: usize, depth: i32): usize {
  let at = pastBlanks(start, end);
  if (at < end && load<u8>(at) === CLOSE_BRACKET) return at + 1;
  while (true) {
    at = pastValue(at, end, depth);
    if (at === 0) return 0;
    at = pastBlanks(at, end);
    if (at >= end) return 0;
    const mark = load<u8>(at);
    if (mark === CLOSE_BRACKET) return at + 1;
    if (mark !== COMMA) return 0;
    at = pastBlanks(at + 1, end);
  }
}

/** `-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?` */
function pastNumber(start: usize, end: usize): usize {
  let at = start;
  if (load<u8>(at) === MINUS) at++;
  if (load<u8>(at) === ZERO) at++;
  else {
    const digits = pastDigits(at, end);
    if (digits === at) return 0;
    at = digits;
  }
  if (load<u8>(at) === POINT) {
    const digits = pastDigits(at + 1, end);
    if (digits === at + 1) return 0;
    at = digits;
  }
  if ((load<u8>(at) | 0x20) === 0x65) {
    at++;
    const sign = load<u8>(at);
    if (sign === PLUS || sign === MINUS) at++;
    const digits = pastDigits(at, end);
    if (digits === at) return 0;
    at = digits;
  }
  return at;
}

function pastDigits(start: usize, end: usize): usize {
  let at = start;
  while (at < end && <u8>(load<u8>(at) - ZERO) <= 9) at++;
  return at;
}

/** The four that JSON knows: blank, tab, line feed, carriage return. */
function pastBlanks(start: usize, end: usize): usize {
  let at = start;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte > SPACE) return at;
    if (byte !== SPACE && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return at;
  }
  return at;
}

/**
 * Sixteen bytes at a time. Adds to `escaped` and `wide` what it meets.
 * @param start behind the opening quote
 * @returns the place of the closing quote; 0 for one that is unsound, or not there
 */
function textEnd(start: usize, end: usize): usize {
  const quotes = i8x16.splat(0x22);
  const backslashes = i8x16.splat(0x5c);
  // As signed numbers, bytes beyond ASCII lie below the blank just as control characters do.
  const blanks = i8x16.splat(0x20);
  let at = start;
  escaped = false;
  while (at < end) {
    const bytes = v128.load(at);
    const marks = v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes));
    const places = i8x16.bitmask(v128.or(marks, i8x16.lt_s(bytes, blanks)));
    if (places === 0) {
      at += 16;
      continue;
    }
    at += ctz(places);
    if (at >= end) return 0;
    const byte = load<u8>(at);
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) {
      escaped = true;
      at = pastEscape(at + 1);
    } else if (byte >= 0x80) {
      wide = true;
      at = pastWide(at, byte);
    } else return 0;
    if (at === 0) return 0;
  }
  return 0;
}

/** `"\/bfnrt`, or `u` and four digits. */
function pastEscape(at: usize): usize {
  switch (load<u8>(at)) {
    case 0x75:
      return isHex(at + 1) && isHex(at + 2) && isHex(at + 3) && isHex(at + 4) ? at + 5 : 0;
    case 0x22:
    case 0x5c:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 1;
    default:
      return 0;
  }
}

function isHex(at: usize): bool {
  const byte = load<u8>(at);
  return <u8>(byte - ZERO) <= 9 || <u8>((byte | 0x20) - 0x61) <= 5;
}

/** A letter of two to four bytes: in its shortest form, no half of a pair, and none beyond the last one. */
function pastWide(at: usize, first: u8): usize {
  const second = load<u8>(at + 1);
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return isNext(second) ? at + 2 : 0;
  if (!isNext(second) || !isNext(load<u8>(at + 2))) return 0;
  if (first < 0xf0) {
    if (first === 0xe0 && second < 0xa0) return 0;
    return first === 0xed && second >= 0xa0 ? 0 : at + 3;
  }
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second >= 0x90) return 0;
  return isNext(load<u8>(at + 3)) ? at + 4 : 0;
}

function isNext(byte: u8): bool {
  return (byte & 0xc0) === 0x80;
}

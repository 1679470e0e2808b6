import { type Shown, shown } from './shown.ts';

declare const gate: unique symbol;

/** A piece of a page. Made of our own tags and of what was escaped, so that the compiler finds a name that was not. */
export type Markup = string & { readonly [gate]: true };

/** For the text of an element and for an attribute in quotes: names come from whoever typed them. */
export function safe(text: string): Markup {
  return shown(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`) as Markup;
}

/** Our tags, with pieces in them. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly (Markup | number)[]): Markup {
  return parts.reduce((text, part, at) => `${text}${pieces[at - 1]}${part}`) as Markup;
}

export function joinedMarkup(pieces: readonly Markup[], between = markup``): Markup {
  return pieces.join(between) as Markup;
}

/** Data for a script of the page, within an element that nothing in it can end. */
export function jsonInScript(value: Data): Markup {
  return JSON.stringify(value).replace(/</g, '\\u003c') as Markup;
}

/** What passed the gate, however deep. */
type Data = Shown | number | readonly Data[] | { readonly [field: string]: Data };

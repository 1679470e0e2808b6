import { printable } from './printable.ts';

/** For the text of an element and for an attribute in quotes: names come from whoever typed them. */
export function safe(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON within a script element, which nothing in it can end. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

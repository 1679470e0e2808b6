import { posix } from 'node:path';

/**
 * A document for a folder in which all files of a release lie side by side: a link leads to what lies there, or is only
 * its words; a picture that is not there is left out.
 * @param {string} text
 * @param {ReadonlySet<string>} names of the files of the release
 */
export function besideEachOther(text, names) {
  return text
    .replace(/^!\[[^\]]*\]\((.+?)\)\n+/gm, (all, target) => (names.has(posix.basename(target)) ? all : ''))
    .replace(/(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g, (all, words, target) => {
      if (/^https:|^#/.test(target)) return all;
      const [path = '', heading] = target.split('#');
      const name = posix.basename(path);
      if (!names.has(name)) return words;
      return `[${words}](${name}${heading === undefined ? '' : `#${heading}`})`;
    });
}

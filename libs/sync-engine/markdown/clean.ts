/** U+2060: has no width, is no white space and no word character, so it breaks a pattern without being seen. */
export const WORD_JOINER = '\u2060';

/**
 * What neither PostgreSQL nor GitLab can store goes (NUL, halves of surrogate pairs), and every line ends in LF, so
 * that a line is the same thing for us, for the markdown parser and for GitLab's scanner of quick actions. A byte order
 * mark before all goes, too: the parser does not count it.
 */
export const cleanText = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
    .replace(/^\ufeff+/, '')
    .replace(/\r\n?/g, '\n');

/** Cuts between code points, never inside one. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = Math.max(0, maxLength);
  const last = text.charCodeAt(end - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end);
}

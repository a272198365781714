import { cleanText, WORD_JOINER } from './clean';
import { applyEdits } from './edits';
import { findReferences } from './find-references';
import type { TextOrigin } from './source-urls';

const CUT_MARK = '…';

/** One line of foreign text (a title, a name) that mentions nobody and refers to nothing. */
export function inertLine(source: string, origin: TextOrigin): string {
  const text = cleanText(source)
    .replace(/[\n\v\f\u0085\u2028\u2029]+/g, ' ')
    .trim();
  const edits = findReferences(text, 0, text.length, origin, false).flatMap((found) => {
    if (found.kind === 'issue-url') return [];
    const at = found.kind === 'break' ? found.start : found.signEnd;
    return [{ start: at, end: at, text: WORD_JOINER }];
  });
  return applyEdits(text, edits);
}

/** The title for the target; GitLab counts characters, so do we, by code points. */
export function renderTitle(source: string, origin: TextOrigin, maxLength: number): string {
  const text = inertLine(source, origin) || '(no title)';
  const characters = Array.from(text);
  if (characters.length <= maxLength) return text;
  return (
    characters
      .slice(0, maxLength - CUT_MARK.length)
      .join('')
      .trimEnd() + CUT_MARK
  );
}

/** A foreign line inside our own markdown: nothing in it is read as markup. */
export const plainLine = (source: string, origin: TextOrigin): string =>
  inertLine(source, origin)
    .replace(/[\\`*[\]]/g, '\\$&')
    .replaceAll('<', '&lt;');

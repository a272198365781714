/** Replaces the characters from `start` to `end` (end excluded); an insertion has start = end. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Applies edits to the text they were found in. Of two that overlap, the one that starts first wins. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

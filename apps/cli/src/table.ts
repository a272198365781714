/** Columns of text, as wide as their widest cell; the last one is not padded. A row is a line. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows].map((line) => line.map(oneLine));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => lengthOf(line[column] ?? ''))));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, i) => padded(cell, widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** GitLab's errors have several lines, and what comes from elsewhere must not steer the terminal. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const padded = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - lengthOf(cell)));

const segmenter = new Intl.Segmenter();

/** In characters as people count them. */
const lengthOf = (text: string): number => [...segmenter.segment(text)].length;

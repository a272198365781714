import type { Range } from './regions';

/** Tells whether an offset lies in one of the ranges, which may overlap; it searches by halves. */
export function rangeFinder(ranges: readonly Range[]): (offset: number) => boolean {
  const apart = merged(ranges);
  return (offset) => {
    let low = 0;
    let high = apart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((apart[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const range = apart[low - 1];
    return range !== undefined && offset < range.end;
  };
}

/** The same places as ranges that don't overlap, in order. */
function merged(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

import { useCallback, useMemo, useRef, useState } from 'react';

export interface ActiveRow {
  index: number | null;
  /** Goes up or down within so many rows, and wants the focus there. */
  move: (by: 1 | -1, total: number) => number;
  /** Wants the focus there again, when what had it is gone. */
  refocus: () => void;
  /** True once after each move: the row may not exist yet when it is asked for. */
  takeFocus: () => boolean;
}

/** The row that the keyboard is at. */
export function useActiveRow(): ActiveRow {
  const [index, setIndex] = useState<number | null>(null);
  const wanted = useRef(false);
  const move = useCallback(
    (by: 1 | -1, total: number) => {
      const next = Math.max(0, Math.min(total - 1, index === null ? 0 : index + by));
      wanted.current = true;
      setIndex(next);
      return next;
    },
    [index],
  );
  const refocus = useCallback(() => {
    wanted.current = true;
  }, []);
  const takeFocus = useCallback(() => {
    const take = wanted.current;
    wanted.current = false;
    return take;
  }, []);
  return useMemo(() => ({ index, move, refocus, takeFocus }), [index, move, refocus, takeFocus]);
}

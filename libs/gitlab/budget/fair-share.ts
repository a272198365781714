/**
 * Splits `total` so that nobody gets more than he wants and nobody could get more without somebody who has less losing
 * (max-min fairness). Fractions are allowed.
 */
export function fairShares(total: number, wanted: readonly number[]): number[] {
  const shares = wanted.map(() => 0);
  let left = total;
  const open = wanted.map((want, index) => ({ want, index })).sort((a, b) => a.want - b.want);
  open.forEach(({ want, index }, done) => {
    const share = Math.max(0, Math.min(want, left / (open.length - done)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}

/**
 * The same in whole pieces. What remains after rounding down goes to those with the lowest `turn`, so that with more
 * takers than pieces everybody has his turn.
 */
export function fairPieces(total: number, wanted: readonly number[], turn: readonly number[]): number[] {
  const exact = fairShares(total, wanted);
  const pieces = exact.map(Math.floor);
  let left =
    Math.min(
      total,
      wanted.reduce((sum, want) => sum + want, 0),
    ) - pieces.reduce((sum, n) => sum + n, 0);
  const order = wanted.map((_want, index) => index).sort((a, b) => (turn[a] ?? 0) - (turn[b] ?? 0) || a - b);
  for (const index of order) {
    if (left < 1) break;
    const piece = pieces[index] ?? 0;
    if (piece < (wanted[index] ?? 0) && piece < (exact[index] ?? 0)) {
      pieces[index] = piece + 1;
      left -= 1;
    }
  }
  return pieces;
}

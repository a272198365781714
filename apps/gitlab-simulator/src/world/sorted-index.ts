/** Rows in the order of (key, id), kept sorted as they change; a lookup or a move costs a binary search and one splice. */
export class SortedIndex<T extends { id: number }> {
  private readonly rows: T[] = [];

  constructor(private readonly key: (row: T) => number) {}

  get length(): number {
    return this.rows.length;
  }

  at(position: number): T | undefined {
    return this.rows[position];
  }

  add(row: T): void {
    this.rows.splice(this.position(this.key(row), row.id), 0, row);
  }

  /** Call it *before* the key of the row changes. */
  remove(row: T): void {
    const at = this.position(this.key(row), row.id);
    if (this.rows[at] === row) this.rows.splice(at, 1);
  }

  /** How many rows come before (key, id): the position of the first row that is not smaller. */
  position(key: number, id: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.rows[middle];
      if (row === undefined) break;
      const rowKey = this.key(row);
      if (rowKey < key || (rowKey === key && row.id < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What features above register with a feature below that cannot import them; run one after another. */
export class Hooks<Args extends unknown[], Result = void> {
  private readonly functions: ((...args: Args) => Promise<Result>)[] = [];

  add(hook: (...args: Args) => Promise<Result>): void {
    this.functions.push(hook);
  }

  /** The results in the order of registration; the first failure stops. */
  async run(...args: Args): Promise<Result[]> {
    const results: Result[] = [];
    for (const hook of this.functions) results.push(await hook(...args));
    return results;
  }
}

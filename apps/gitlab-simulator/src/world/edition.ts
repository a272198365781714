export type Tier = 'free' | 'premium' | 'ultimate';

/** What this GitLab can do, by its version and licence. */
export class Edition {
  private readonly numbers: readonly number[];

  constructor(
    readonly version: string,
    readonly tier: Tier,
  ) {
    const numbers = version.split(/[.-]/, 2).map(Number);
    if (numbers.length < 2 || numbers.some((n) => !Number.isInteger(n))) {
      throw new Error(`"${version}" is not a GitLab version such as 18.5.0-ee`);
    }
    this.numbers = numbers;
  }

  atLeast(major: number, minor: number): boolean {
    const [ownMajor = 0, ownMinor = 0] = this.numbers;
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  }

  get premium(): boolean {
    return this.tier !== 'free';
  }

  get ultimate(): boolean {
    return this.tier === 'ultimate';
  }

  /** The binary, not the licence: an unlicensed EE says true as well. */
  get enterprise(): boolean {
    return this.version.endsWith('-ee') || this.premium;
  }
}

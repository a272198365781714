export type IdKind =
  | 'user'
  | 'namespace'
  | 'project'
  | 'issue'
  | 'note'
  | 'label'
  | 'milestone'
  | 'token'
  | 'mirror'
  | 'deployKey'
  | 'hook'
  | 'hookEvent'
  | 'upload'
  | 'protectedBranch'
  | 'iteration'
  | 'epic';

/** Kinds that start above 2^31, so that a column or a parser that is too narrow shows at once. */
const WIDE: Partial<Record<IdKind, number>> = {
  issue: 2_200_000_000,
  note: 3_100_000_000,
  token: 4_300_000_000,
  mirror: 2_500_000_000,
  deployKey: 2_900_000_000,
  upload: 5_000_000_000,
  hook: 2_700_000_000,
};

/**
 * Ids of one simulator. The start depends on the simulator's name: two of them never give the same id to
 * different things, so code that mixes up source and target fails instead of passing by luck.
 */
export class Ids {
  private readonly next = new Map<IdKind, number>();
  private readonly offset: number;

  constructor(name: string) {
    let hash = 0;
    for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9000;
    this.offset = (hash + 1) * 1000;
  }

  take(kind: IdKind): number {
    const id = this.next.get(kind) ?? (WIDE[kind] ?? 0) + this.offset + 1;
    this.next.set(kind, id + 1);
    return id;
  }
}

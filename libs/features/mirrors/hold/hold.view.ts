import { ApiProperty } from '@nestjs/swagger';
import { HOLD_KINDS, type Hold, type HoldKind, type SourceSnapshot } from './suspicion';

export class SourceSnapshotView {
  /** Null above what GitLab counts. */
  @ApiProperty({ type: 'integer', nullable: true, example: 42 })
  branches: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'main' })
  default_branch: string | null;

  /** Commit of the default branch. */
  @ApiProperty({ type: String, nullable: true, example: '6104942438c14ec7bd21c6cd5bd995272b3faff6' })
  head: string | null;
}

/** What happened on the source. */
export class HoldView {
  @ApiProperty({ enum: HOLD_KINDS, example: 'force_pushed' })
  kind: HoldKind;

  /** The source when it was last let through. */
  @ApiProperty({ type: SourceSnapshotView })
  before: SourceSnapshotView;

  @ApiProperty({ type: SourceSnapshotView })
  now: SourceSnapshotView;
}

const snapshotView = ({ branches, defaultBranch, head }: SourceSnapshot): SourceSnapshotView => ({
  branches,
  default_branch: defaultBranch,
  head,
});

export const holdView = ({ kind, before, now }: Hold): HoldView => ({
  kind,
  before: snapshotView(before),
  now: snapshotView(now),
});

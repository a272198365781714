import { ApiProperty } from '@nestjs/swagger';
import { VERIFY_STATUSES, type VerifyStatus } from '../mirror.entity';
import type { Verification } from './mirror-verification';
import type { RefsReport } from './refs-check';

/** Refs that an answer lists of each sort; the counts are complete. */
const LISTED = 100;

export class DriftView {
  @ApiProperty({ example: 'enabled' })
  field: string;

  /** What it should be: a text, true, false or null. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'null' }], example: true })
  expected: string | boolean | null;

  /** What GitLab has. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'null' }], example: false })
  actual: string | boolean | null;
}

export class RefView {
  @ApiProperty({ enum: ['branch', 'tag'], example: 'branch' })
  kind: 'branch' | 'tag';

  @ApiProperty({ example: 'main' })
  name: string;

  /** Commit on the source; null when it isn't there. */
  @ApiProperty({ type: String, nullable: true, example: '6104942438c14ec7bd21c6cd5bd995272b3faff6' })
  source: string | null;

  /** Commit on the target; null when it isn't there. */
  @ApiProperty({ type: String, nullable: true, example: null })
  target: string | null;
}

/** Branches and tags that the mirror carries. Lists hold up to 100 each. */
export class RefsView {
  /** Everything that the mirror carries is equal on both sides. */
  @ApiProperty({ example: true })
  in_sync: boolean;

  @ApiProperty({ type: 'integer', example: 42 })
  compared: number;

  @ApiProperty({ type: 'integer', example: 42 })
  equal: number;

  @ApiProperty({ type: 'integer', example: 0 })
  missing_count: number;

  @ApiProperty({ type: 'integer', example: 0 })
  behind_count: number;

  @ApiProperty({ type: 'integer', example: 0 })
  diverged_count: number;

  @ApiProperty({ type: 'integer', example: 0 })
  different_count: number;

  @ApiProperty({ type: 'integer', example: 0 })
  extra_count: number;

  /** Not on the target yet. */
  @ApiProperty({ type: [RefView] })
  missing: RefView[];

  /** The target has an older commit of the source. */
  @ApiProperty({ type: [RefView] })
  behind: RefView[];

  /** The target has commits that the source lacks. */
  @ApiProperty({ type: [RefView] })
  diverged: RefView[];

  /** Differ; how was not looked at: tags, and branches beyond the first 20. */
  @ApiProperty({ type: [RefView] })
  different: RefView[];

  /** Only on the target. */
  @ApiProperty({ type: [RefView] })
  extra: RefView[];
}

export class VerificationView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  mirror_id: number;

  /** `orphan`: gone on GitLab. `drift`: settings were changed there, or branches diverged. `error`: it can't be known. */
  @ApiProperty({ enum: VERIFY_STATUSES, example: 'healthy' })
  status: VerifyStatus;

  @ApiProperty({ example: false })
  orphan: boolean;

  @ApiProperty({ type: [DriftView] })
  drift: DriftView[];

  @ApiProperty({ type: RefsView, nullable: true })
  refs: RefsView | null;

  /** What is odd about its projects: archived, marked for deletion, most likely deleted, or hidden from our user. */
  @ApiProperty({ type: String, nullable: true, example: null })
  notice: string | null;

  /** Why it can't be known. */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;
}

export const verificationView = ({ mirrorId, status, drift, refs, error, notice }: Verification): VerificationView => ({
  mirror_id: mirrorId,
  status,
  orphan: status === 'orphan',
  drift,
  refs: refs === null ? null : refsView(refs),
  notice,
  error,
});

const refsView = (report: RefsReport): RefsView => ({
  in_sync: report.inSync,
  compared: report.compared,
  equal: report.equal,
  missing_count: report.missing.length,
  behind_count: report.behind.length,
  diverged_count: report.diverged.length,
  different_count: report.different.length,
  extra_count: report.extra.length,
  missing: listed(report.missing),
  behind: listed(report.behind),
  diverged: listed(report.diverged),
  different: listed(report.different),
  extra: listed(report.extra),
});

const listed = (refs: { kind: 'branch' | 'tag'; name: string; source?: string; target?: string }[]): RefView[] =>
  refs.slice(0, LISTED).map(({ kind, name, source = null, target = null }) => ({ kind, name, source, target }));

import { ApiProperty } from '@nestjs/swagger';
import type { GroupCount } from './list/group-tree';

export class MirrorDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';

  /** What could not be cleaned up on GitLab yet; it is tried again in the background and listed under leftovers. */
  @ApiProperty({ type: [String], example: [] })
  warnings: string[];
}

export class MirrorTriggeredView {
  @ApiProperty({ example: 'Sync triggered' })
  message: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 12 })
  mirror_id: number;

  /** Of the run that asks GitLab and waits for the outcome; of the one that is under way, if there is one. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;
}

export class PairTriggeredView {
  @ApiProperty({ example: 'Sync of 40 mirrors triggered' })
  message: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  pair_id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  /** Enabled mirrors of the pair. */
  @ApiProperty({ type: 'integer', example: 40 })
  total: number;
}

export class MirrorGroupView {
  @ApiProperty({ example: 'platform/core' })
  group_path: string;

  /** Mirrors of projects somewhere below the group. */
  @ApiProperty({ type: 'integer', example: 12 })
  mirror_count: number;

  /** Mirrors of projects directly in it. */
  @ApiProperty({ type: 'integer', example: 5 })
  direct_count: number;
}

export const mirrorGroupView = ({ groupPath, direct, total }: GroupCount): MirrorGroupView => ({
  group_path: groupPath,
  mirror_count: total,
  direct_count: direct,
});

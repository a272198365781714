import { ApiProperty } from '@nestjs/swagger';
import { MIRROR_DIRECTIONS, type MirrorDirection } from '@features/pairs';

/** Settings that a mirror has for itself; null: inherited. */
export class MirrorOverridesView {
  /** A mirror's own; null: inherited. */
  @ApiProperty({ enum: MIRROR_DIRECTIONS, nullable: true, example: null })
  mirror_direction: MirrorDirection | null;

  @ApiProperty({ type: Boolean, nullable: true, example: null })
  mirror_protected_branches: boolean | null;

  @ApiProperty({ type: Boolean, nullable: true, example: true })
  mirror_overwrite_diverged: boolean | null;

  @ApiProperty({ type: Boolean, nullable: true, example: null })
  mirror_trigger_builds: boolean | null;

  @ApiProperty({ type: Boolean, nullable: true, example: null })
  only_mirror_protected_branches: boolean | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  mirror_branch_regex: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: null })
  mirror_user_id: number | null;
}

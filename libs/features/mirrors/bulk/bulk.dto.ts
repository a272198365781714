import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { IdField, LineField, Optional } from '@app/http';
import { MirrorOverridesDto } from '../mirror.dto';

/** A group tree to mirror, and the settings of the mirrors that are made. */
export class BulkDto extends MirrorOverridesDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  @ApiProperty({ example: 'platform' })
  @LineField(1, 500)
  source_group: string;

  /** Where the tree is to appear; made when it is missing. */
  @ApiProperty({ example: 'backup/platform' })
  @LineField(1, 500)
  target_namespace: string;

  /** Patterns over the path below the source group: `*` within one part, `**` over several. */
  @ApiProperty({ type: [String], required: false, example: ['legacy/**', '*-archive'] })
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  exclude?: string[];

  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  include_archived?: boolean;
}

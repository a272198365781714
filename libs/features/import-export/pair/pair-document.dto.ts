import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, ValidateNested } from 'class-validator';
import { BooleanText, IdField, LineField, Optional } from '@app/http';
import { CreateMirrorDto } from '@features/mirrors';
import { type Format, FORMATS } from '../formats/serialise';

/** A body of the largest size holds them with every field. */
export const MAX_ROWS = 100_000;

/**
 * A mirror of a pair. A project is found by its path; its id counts only where there is no path, because ids are those
 * of the instance that the document came from.
 */
export class MirrorRowDto extends OmitType(CreateMirrorDto, ['instance_pair_id'] as const) {}

/** The mirrors of a pair, as GET /api/export/pair/{id} gives them. */
export class PairDocumentDto {
  /** Of the pair that was exported; not looked at: the mirrors go into the pair of the address. */
  @ApiProperty({ example: 1 })
  @Optional()
  @IdField()
  pair_id?: number;

  /** Not looked at. */
  @ApiProperty({ example: 'Production to backup' })
  @Optional()
  @LineField(1, 200)
  pair_name?: string;

  /** Not looked at. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @Optional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @ApiProperty({ type: [MirrorRowDto], maxItems: MAX_ROWS })
  @IsArray()
  @ArrayMaxSize(MAX_ROWS)
  @ValidateNested({ each: true })
  @Type(() => MirrorRowDto)
  mirrors: MirrorRowDto[];
}

export class DownloadQuery {
  /** Without it, what `Accept` asks for. */
  @ApiProperty({ enum: FORMATS, required: false })
  @Optional()
  @IsIn(FORMATS)
  format?: Format;
}

export class ImportQuery {
  /** Report what would happen, and change nothing. */
  @ApiProperty({ type: Boolean, required: false, default: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  dry_run?: boolean;
}

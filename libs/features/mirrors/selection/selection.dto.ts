import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsInt, Max, Min } from 'class-validator';
import { ANY_ID, Optional } from '@app/http';

/** Mirrors that were picked by hand. */
export class SelectionDto {
  @ApiProperty({
    type: 'array',
    items: ANY_ID,
    minItems: 1,
    maxItems: 1000,
    example: [12, 13, 40],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  mirror_ids: number[];
}

export class DeleteSelectionDto extends SelectionDto {
  /** Give up what cannot be removed on GitLab, instead of listing it as a leftover that is tried again. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  force?: boolean;
}

import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { ANY_ID, IdField, Optional } from '@app/http';

export const BULK_ACTIONS = ['enable', 'disable', 'trigger'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Which configs: those of `ids`, or those of a pair. */
export class BulkDto {
  @ApiProperty({ enum: BULK_ACTIONS, example: 'trigger' })
  @IsIn(BULK_ACTIONS)
  action: BulkAction;

  /** Required unless `instance_pair_id` is given. */
  @ApiProperty({
    type: 'array',
    items: ANY_ID,
    required: false,
    example: [1, 2, 3],
  })
  @ValidateIf((body: BulkDto) => body.ids !== undefined || body.instance_pair_id === undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  ids?: number[];

  @ApiProperty({ required: false, example: 4 })
  @Optional()
  @IdField()
  instance_pair_id?: number;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ListQuery, Optional } from '@app/http';
import { ITEM_OUTCOMES, type ItemOutcome } from './import-item.entity';

export class ImportItemsQuery extends ListQuery {
  @ApiProperty({ enum: ITEM_OUTCOMES, required: false })
  @Optional()
  @IsIn(ITEM_OUTCOMES)
  outcome?: ItemOutcome;
}

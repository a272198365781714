import { ApiProperty } from '@nestjs/swagger';
import {
  type ImportItem,
  ITEM_ACTIONS,
  ITEM_OUTCOMES,
  type ItemAction,
  type ItemOutcome,
  RESOURCE_KINDS,
  type ResourceKind,
} from './import-item.entity';

/** One thing that an import has to do, and what became of it. */
export class ImportItemView {
  /** Row of the document, or step of the plan, from 1. */
  @ApiProperty({ type: 'integer', example: 3 })
  row: number;

  @ApiProperty({ enum: ITEM_ACTIONS, example: 'create' })
  action: ItemAction;

  @ApiProperty({ enum: RESOURCE_KINDS, example: 'mirror' })
  kind: ResourceKind;

  @ApiProperty({ example: 'platform/api → backup/api' })
  name: string;

  @ApiProperty({ enum: ITEM_OUTCOMES, example: 'skipped' })
  outcome: ItemOutcome;

  /** Why it was skipped, why it failed, or why it is tried again. */
  @ApiProperty({ type: String, nullable: true, example: 'platform/api is mirrored to backup/api already.' })
  message: string | null;
}

export const importItemView = ({ position, action, kind, name, outcome, message }: ImportItem): ImportItemView => ({
  row: position,
  action,
  kind,
  name,
  outcome,
  message,
});

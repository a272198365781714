import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ListQuery, Optional } from '@app/http';
import { GROUP_TOKEN_STATUSES, type GroupTokenStatus } from '../group-tokens.repository';
import { TOKEN_KINDS, type TokenKind } from './expiring-tokens.query';

export class ExpiringTokensListQuery extends ListQuery {
  @ApiProperty({ enum: GROUP_TOKEN_STATUSES, required: false })
  @Optional()
  @IsIn(GROUP_TOKEN_STATUSES)
  status?: GroupTokenStatus;

  @ApiProperty({ enum: TOKEN_KINDS, required: false })
  @Optional()
  @IsIn(TOKEN_KINDS)
  kind?: TokenKind;
}

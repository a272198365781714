import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { ExpiringTokensController } from './expiring/expiring-tokens.controller';
import { ExpiringTokensQuery } from './expiring/expiring-tokens.query';
import { GroupTokenCheck } from './group-token-check';
import { GroupTokenHooks } from './group-token-hooks';
import { GroupTokenStore } from './group-token-store';
import { GroupToken } from './group-token.entity';
import { GroupTokensController } from './group-tokens.controller';
import { GroupTokensRepository } from './group-tokens.repository';
import { GroupTokensService } from './group-tokens.service';

/** What other features need of group tokens. */
@Module({
  imports: [TypeOrmModule.forFeature([GroupToken]), InstancesModule],
  providers: [
    ExpiringTokensQuery,
    GroupTokensRepository,
    GroupTokenCheck,
    GroupTokenHooks,
    GroupTokenStore,
    GroupTokensService,
  ],
  exports: [ExpiringTokensQuery, GroupTokenStore, GroupTokenHooks, GroupTokensService],
})
export class TokensModule {}

@Module({ imports: [TokensModule], controllers: [ExpiringTokensController, GroupTokensController] })
export class TokensApiModule {}

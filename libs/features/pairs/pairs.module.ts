import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { DirectionRule } from './direction-rule';
import { GroupDefault } from './group-default.entity';
import { GroupDefaultsController } from './group-defaults.controller';
import { GroupDefaultsRepository } from './group-defaults.repository';
import { GroupDefaultsService } from './group-defaults.service';
import { PairHooks } from './pair-hooks';
import { PairStore } from './pair-store';
import { PairUsageQuery } from './pair-usage.query';
import { Pair } from './pair.entity';
import { PairsController } from './pairs.controller';
import { PairsRepository } from './pairs.repository';
import { PairsService } from './pairs.service';
import { TransportRule } from './transport-rule';

/** What other features need of pairs. */
@Module({
  imports: [TypeOrmModule.forFeature([Pair, GroupDefault]), InstancesModule],
  providers: [
    PairsRepository,
    GroupDefaultsRepository,
    PairUsageQuery,
    DirectionRule,
    TransportRule,
    PairHooks,
    PairStore,
    PairsService,
    GroupDefaultsService,
  ],
  exports: [PairStore, PairHooks, PairsService, GroupDefaultsService],
})
export class PairsModule {}

@Module({ imports: [PairsModule], controllers: [PairsController, GroupDefaultsController] })
export class PairsApiModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { PairsModule } from '@features/pairs';
import { Pause } from './pause.entity';
import { PausesController } from './pauses.controller';
import { PausesRepository } from './pauses.repository';
import { PausesService } from './pauses.service';

/** What other features need of pauses. */
@Module({
  imports: [TypeOrmModule.forFeature([Pause]), InstancesModule, PairsModule],
  providers: [PausesRepository, PausesService],
  exports: [PausesService],
})
export class PausesModule {}

@Module({ imports: [PausesModule], controllers: [PausesController] })
export class PausesApiModule {}

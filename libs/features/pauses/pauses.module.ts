import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '@app/common';
import { InstancesModule } from '@features/instances';
import { PairsModule } from '@features/pairs';
import { Pause } from './pause.entity';
import { PausesController } from './pauses.controller';
import { PausesRepository } from './pauses.repository';
import { PausesService } from './pauses.service';

@Module({
  imports: [TypeOrmModule.forFeature([Pause]), InstancesModule, PairsModule],
  controllers: [PausesController],
  providers: [PausesRepository, PausesService, { provide: Clock, useClass: SystemClock }],
})
export class PausesApiModule {}

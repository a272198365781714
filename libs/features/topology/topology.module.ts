import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@app/common';
import { TopologyController } from './topology.controller';
import { TopologyQuery } from './topology.query';

@Module({
  controllers: [TopologyController],
  providers: [TopologyQuery, { provide: Clock, useClass: SystemClock }],
})
export class TopologyApiModule {}

import { Module } from '@nestjs/common';
import { TopologyController } from './topology.controller';
import { TopologyQuery } from './topology.query';

@Module({
  controllers: [TopologyController],
  providers: [TopologyQuery],
})
export class TopologyApiModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LiveEventRecorder } from './live-event-recorder';
import { LiveEventRetention } from './live-event-retention';
import { LiveEventStream } from './live-event-stream';
import { LiveEvent } from './live-event.entity';
import { LiveEventsRepository } from './live-events.repository';
import { RealtimeController } from './realtime.controller';

/** Passes events on; needed in every process, since all of them change things. */
@Module({
  imports: [TypeOrmModule.forFeature([LiveEvent])],
  providers: [LiveEventsRepository, LiveEventRecorder],
  exports: [LiveEventsRepository],
})
export class RealtimeModule {}

@Module({ imports: [RealtimeModule], controllers: [RealtimeController], providers: [LiveEventStream] })
export class RealtimeApiModule {}

@Module({ imports: [RealtimeModule], providers: [LiveEventRetention] })
export class RealtimeWorkerModule {}

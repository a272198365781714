export { LiveEvent } from './live-event.entity';
export { RealtimeApiModule, RealtimeWorkerModule } from './realtime.module';

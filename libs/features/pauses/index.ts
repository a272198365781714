export { Pause } from './pause.entity';
export { notPaused } from './paused-pairs.sql';
export { PausesApiModule } from './pauses.module';

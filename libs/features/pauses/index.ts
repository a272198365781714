export { CreatePauseDto } from './pause.dto';
export { Pause } from './pause.entity';
export { notPaused } from './paused-pairs.sql';
export { PausesApiModule, PausesModule } from './pauses.module';
export { PausesService } from './pauses.service';

export { Run, type RunItemError, type RunProgress, type RunStatus, type RunTrigger } from './run.entity';

export { HealthApiModule, HealthWorkerModule } from './health.module';
export { Metrics } from './metrics';

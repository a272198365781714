export { HealthApiModule } from './health.module';
export { Metrics } from './metrics';

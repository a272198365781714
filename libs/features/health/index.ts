export { HealthApiModule } from './health.module';

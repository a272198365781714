export { DashboardApiModule } from './dashboard.module';

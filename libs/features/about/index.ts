export { AboutApiModule } from './about.module';

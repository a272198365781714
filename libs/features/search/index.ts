export { SearchApiModule } from './search.module';

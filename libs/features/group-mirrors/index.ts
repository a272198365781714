export { GroupMirrorsApiModule } from './group-mirrors.module';

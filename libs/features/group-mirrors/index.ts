export { GroupMirrorsApiModule, GroupMirrorsWorkerModule } from './group-mirrors.module';

export { IssueMirror } from './config/issue-mirror.entity';
export { StoredIssueLink } from './store/issue-link.entity';
export { IssueRoute } from './store/issue-route.entity';
export { StoredNoteLink } from './store/note-link.entity';
export { StoredUploadLink } from './store/upload-link.entity';
export { HookDelivery } from './realtime/hook-delivery.entity';
export { IssueSyncApiModule, IssueSyncModule, IssueSyncWorkerModule } from './issue-sync.module';

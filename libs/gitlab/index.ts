export * from './api/deploy-keys';
export * from './api/discussions';
export { GitAccess, type GitCredential } from './api/git-access';
export * from './api/groups';
export * from './api/hooks';
export * from './api/issue-links';
export * from './api/issues';
export * from './api/labels';
export * from './api/metadata';
export * from './api/milestones';
export * from './api/namespaces';
export type { GitlabNote, NewNote, NoteQuery } from './api/notes';
export { NotesApi } from './api/notes';
export type { GitlabProject, NewProject, ProjectChanges, ProjectQuery } from './api/projects';
export { ProjectsApi } from './api/projects';
export * from './api/pull-mirrors';
export * from './api/remote-mirrors';
export * from './api/repository';
export { ACCESS } from './api/shared';
export type { GitlabAccessToken, GitlabTimeStats, GitlabUserRef, Ref } from './api/shared';
export * from './api/time-tracking';
export * from './api/tokens';
export * from './api/uploads';
export * from './api/users';
export { LocalBudget } from './budget/local-budget';
export type { BudgetLimits, RequestBudget } from './budget/request-budget';
export { DEFAULT_CONCURRENCY } from './budget/request-budget';
export type { BreakerChange, BreakerState } from './circuit-breaker';
export { gitlabDuration } from './duration';
export { classifyTransport, type FailureCause } from './errors';
export * from './gitlab-client';
export * from './gitlab-clients';
export type { CallOptions, FilePart, Priority } from './http/call';
export type { TokenSource } from './http/gitlab-http';
export type { GitlabPage, PageOptions } from './http/listing';
export { Listing } from './http/listing';
export { type RequestRecord, type RequestRecorder, RequestCounter } from './http/recorder';
export type { RetrySettings } from './http/retry';
export { isPrivateAddress } from './net/address-guard';
export { Network, type NetworkSettings } from './net/network';
export { isAtLeast, offersKeysetIssues, parseVersion } from './version';
export { InMemoryLedger } from './budget/in-memory-ledger';
export {
  type BudgetLedger,
  decideLease,
  type Decision,
  type Grant,
  type Lease,
  type LeaseRequest,
  toGrant,
} from './budget/ledger';
export { SharedBudget, type SharedBudgetOptions } from './budget/shared-budget';
export { systemTiming, type Timing } from './timing';

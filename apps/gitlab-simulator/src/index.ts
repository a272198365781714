export { startSimulator, type Simulator, type SimulatorOptions } from './simulator';
export { Access } from './world/model';
export type {
  Epic,
  Hook,
  Issue,
  IssueType,
  Iteration,
  Label,
  Milestone,
  Namespace,
  Note,
  Project,
  PullMirror,
  PushMirror,
  Token,
  Upload,
  User,
  Visibility,
} from './world/model';
export type { SeedableWorld } from './world/seeding';
export type { Level, Members } from './world/seeding-places';
export type { IssueSnapshot, NoteSnapshot, ProjectSnapshot } from './world/snapshot';
export type { RateLimits, Settings } from './world/settings';
export type { Tier } from './world/edition';
export type { Fault, FaultInput, FaultKind, FaultMatch, Faults } from './http/faults';
export type { RequestEntry, RequestLog } from './http/request-log';
export type { NewCommit } from './git/commits';

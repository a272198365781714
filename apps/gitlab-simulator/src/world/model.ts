/** Role numbers as GitLab gives them out; compare with `>=`, new roles have been put in between before. */
export const Access = {
  none: 0,
  minimal: 5,
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
} as const;

export type Visibility = 'private' | 'internal' | 'public';
export type ObjectFormat = 'sha1' | 'sha256';
export type FeatureAccess = 'disabled' | 'private' | 'enabled';

/** All times are epoch milliseconds by the simulator's (possibly skewed) clock; dates without time are `YYYY-MM-DD`. */
export interface User {
  id: number;
  username: string;
  name: string;
  bot: boolean;
  admin: boolean;
  state: 'active' | 'blocked';
  createdAt: number;
}

export interface Token {
  id: number;
  name: string;
  description: string | null;
  /** The secret. GitLab shows it once; the simulator keeps it so that tests can look at it. */
  token: string;
  scopes: string[];
  kind: 'personal' | 'project' | 'group';
  user: User;
  project: Project | null;
  group: Namespace | null;
  accessLevel: number | null;
  createdAt: number;
  expiresAt: string | null;
  revoked: boolean;
  lastUsedAt: number | null;
  /** Tokens that came from each other by rotation share it (reuse detection). */
  family: number;
}

export interface Namespace {
  id: number;
  kind: 'group' | 'user';
  name: string;
  path: string;
  description: string;
  visibility: Visibility;
  parent: Namespace | null;
  owner: User | null;
  members: Map<number, number>;
  labels: Map<number, Label>;
  milestones: Map<number, Milestone>;
  children: Set<Namespace>;
  projects: Set<Project>;
  createdAt: number;
}

export interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
  priority: number | null;
  group: Namespace | null;
  project: Project | null;
}

export interface Milestone {
  id: number;
  iid: number;
  title: string;
  description: string;
  state: 'active' | 'closed';
  dueDate: string | null;
  startDate: string | null;
  group: Namespace | null;
  project: Project | null;
  createdAt: number;
  updatedAt: number;
}

export interface Iteration {
  id: number;
  iid: number;
  sequence: number;
  title: string | null;
  startDate: string;
  dueDate: string;
  group: Namespace;
}

export interface Epic {
  id: number;
  iid: number;
  title: string;
  group: Namespace;
}

export interface Note {
  id: number;
  discussionId: string;
  /** Set for notes of a thread; `null` for a comment that stands alone. */
  type: 'DiscussionNote' | null;
  body: string;
  author: User;
  system: boolean;
  internal: boolean;
  createdAt: number;
  updatedAt: number;
  /** A cross reference is shown only to those who can see the issue it came from. */
  crossReference: Issue | null;
  lastEditedBy: User | null;
}

export type IssueType = 'issue' | 'incident' | 'test_case' | 'task';

export interface Issue {
  id: number;
  iid: number;
  project: Project;
  title: string;
  description: string | null;
  state: 'opened' | 'closed';
  type: IssueType;
  author: User;
  assignees: User[];
  labels: Label[];
  milestone: Milestone | null;
  iteration: Iteration | null;
  epic: Epic | null;
  weight: number | null;
  healthStatus: string | null;
  dueDate: string | null;
  confidential: boolean;
  discussionLocked: boolean | null;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: User | null;
  movedTo: Issue | null;
  timeEstimate: number;
  timeSpent: number;
  notes: Note[];
  userNotesCount: number;
}

export interface Upload {
  id: number;
  secret: string;
  filename: string;
  size: number;
  file: string;
  uploadedBy: User;
  createdAt: number;
}

export type MirrorStatus = 'none' | 'scheduled' | 'started' | 'finished' | 'failed';

/** A key pair: the private half as PEM, the public one in OpenSSH's form. */
export interface SshKeys {
  private: string;
  public: string;
}

/** A key that opens one project; it acts with the role of the user who added it. */
export interface DeployKey {
  id: number;
  title: string;
  /** Type and data, without a comment. */
  key: string;
  canPush: boolean;
  user: User;
  createdAt: number;
}

export interface PushMirror {
  id: number;
  project: Project;
  url: string;
  enabled: boolean;
  keepDivergentRefs: boolean;
  onlyProtectedBranches: boolean;
  branchRegex: string | null;
  authMethod: 'password' | 'ssh_public_key';
  /** Lines of known_hosts. */
  hostKeys: string[];
  sshKeys: SshKeys | null;
  status: MirrorStatus;
  lastError: string | null;
  lastUpdateAt: number | null;
  lastUpdateStartedAt: number | null;
  lastSuccessfulUpdateAt: number | null;
}

export interface PullMirror {
  id: number;
  enabled: boolean;
  url: string;
  user: User;
  branchRegex: string | null;
  overwritesDivergedBranches: boolean;
  triggerBuilds: boolean;
  onlyProtectedBranches: boolean;
  status: MirrorStatus | 'canceled';
  lastError: string | null;
  lastUpdateAt: number | null;
  lastUpdateStartedAt: number | null;
  lastSuccessfulUpdateAt: number | null;
  failures: number;
}

export interface ProtectedBranch {
  id: number;
  name: string;
  pushLevel: number;
  mergeLevel: number;
  allowForcePush: boolean;
}

export interface HookEvent {
  id: number;
  trigger: string;
  url: string;
  payload: string;
  idempotencyKey: string;
  eventUuid: string;
  responseStatus: string;
  executionMs: number;
  createdAt: number;
}

export interface Hook {
  id: number;
  uuid: string;
  project: Project;
  url: string;
  name: string | null;
  description: string | null;
  token: string | null;
  signingToken: string | null;
  customHeaders: Map<string, string>;
  enableSslVerification: boolean;
  pushEventsBranchFilter: string;
  branchFilterStrategy: string;
  /** `push_events`, `issues_events`, … by GitLab's own names. */
  events: Map<string, boolean>;
  failures: number;
  disabledUntil: number | null;
  permanentlyDisabled: boolean;
  createdAt: number;
  log: HookEvent[];
}

export interface Project {
  id: number;
  name: string;
  path: string;
  description: string | null;
  namespace: Namespace;
  visibility: Visibility;
  archived: boolean;
  issuesAccess: FeatureAccess;
  mergeRequestsAccess: FeatureAccess;
  buildsAccess: FeatureAccess;
  repositoryAccess: FeatureAccess;
  lfsEnabled: boolean;
  /** Only told, as a GitLab tells it: the repository itself names objects by SHA-1. */
  objectFormat: ObjectFormat;
  emailsEnabled: boolean;
  autocloseReferencedIssues: boolean;
  enforceAuthChecksOnUploads: boolean;
  markedForDeletionOn: string | null;
  defaultBranch: string | null;
  emptyRepo: boolean;
  repositoryPath: string;
  creator: User;
  members: Map<number, number>;
  sharedWith: Map<Namespace, number>;
  labels: Map<number, Label>;
  milestones: Map<number, Milestone>;
  uploads: Map<string, Upload>;
  pushMirrors: Map<number, PushMirror>;
  deployKeys: Map<number, DeployKey>;
  pullMirror: PullMirror | null;
  protectedBranches: Map<number, ProtectedBranch>;
  hooks: Map<number, Hook>;
  createdAt: number;
  updatedAt: number;
  lastActivityAt: number;
}

import type { paths } from './schema';

// The shapes that the API documents, by the paths that speak of them.

type Method = 'get' | 'post' | 'put' | 'delete';
type Json<T> = T extends { content: { 'application/json': infer Content } } ? Content : never;
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Responses<P extends keyof paths, M extends Method> = Operation<P, M> extends { responses: infer R } ? R : never;
type Answer<P extends keyof paths, M extends Method, Status extends number = 200> =
  Responses<P, M> extends Record<Status, infer Response> ? Json<Response> : never;
type Body<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;
type Query<P extends keyof paths> =
  Operation<P, 'get'> extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;

export type Session = Answer<'/api/session', 'get'>;

export type Instance = Answer<'/api/instances/{id}', 'get'>;
export type NewInstance = Body<'/api/instances', 'post'>;
export type InstanceTest = Answer<'/api/instances/{id}/test', 'post'>;
export type Project = Answer<'/api/instances/{id}/projects', 'get'>['projects'][number];

export type Pair = Answer<'/api/pairs/{id}', 'get'>;
export type NewPair = Body<'/api/pairs', 'post'>;

export type Mirror = Answer<'/api/mirrors/{id}', 'get'>;
export type NewMirror = Body<'/api/mirrors', 'post'>;
export type MirrorChange = Body<'/api/mirrors/{id}', 'put'>;
export type MirrorQuery = Query<'/api/mirrors'>;
export type Direction = Mirror['effective_mirror_direction'];
export type UpdateStatus = Mirror['last_update_status'];
export type TokenStatus = Mirror['token_status'];
export type VerifyStatus = NonNullable<Mirror['verify_status']>;
export type MirrorGroup = Answer<'/api/mirrors/groups', 'get'>[number];
export type MirrorSync = Answer<'/api/mirrors/{id}/history', 'get'>[number];
export type Verification = Answer<'/api/mirrors/{id}/verify', 'get'>;
export type RefsComparison = NonNullable<Verification['refs']>;
export type Preflight = Answer<'/api/mirrors/preflight', 'post'>;
export type GroupApply = Body<'/api/mirrors/bulk/apply', 'post'>;
/** Which group is mirrored whereto, and how. */
export type GroupOrder = Omit<GroupApply, 'follow'>;
export type GroupPlan = Answer<'/api/mirrors/bulk/plans/{id}', 'get'>;
export type GroupPlanItem = Answer<'/api/mirrors/bulk/plans/{id}/items', 'get'>[number];
export type GroupPlanQuery = Query<'/api/mirrors/bulk/plans/{id}/items'>;
export type GroupFollow = Answer<'/api/group-follows/{id}', 'get'>;
export type GroupFollowChange = Body<'/api/group-follows/{id}', 'put'>;
export type GitlabGroup = Answer<'/api/instances/{id}/groups', 'get'>['groups'][number];
export type Leftover = Answer<'/api/mirrors/leftovers', 'get'>[number];

type SettingKey =
  | 'mirror_direction'
  | 'mirror_protected_branches'
  | 'mirror_overwrite_diverged'
  | 'mirror_trigger_builds'
  | 'only_mirror_protected_branches'
  | 'mirror_branch_regex'
  | 'mirror_user_id';
/** What a pair says about its mirrors. */
export type MirrorSettings = Pick<Pair, SettingKey>;
/** What a group or a mirror says instead; null inherits. */
export type MirrorOverrides = Pick<Mirror, SettingKey>;

export type IssueSync = Answer<'/api/issue-mirrors/{id}', 'get'>;
export type SyncRun = Answer<'/api/issue-mirrors/{id}/jobs', 'get'>[number];
export type SyncRunDetail = Answer<'/api/issue-mirrors/{id}/jobs/{job_id}', 'get'>;
export type SyncProblem = SyncRunDetail['errors'][number];
export type IssueMapping = Answer<'/api/issue-mirrors/{id}/mappings', 'get'>[number];
export type MappingQuery = Query<'/api/issue-mirrors/{id}/mappings'>;
/** What an issue sync can be told. */
export type IssueSyncSettings = Pick<
  IssueSync,
  | 'enabled'
  | 'sync_comments'
  | 'sync_labels'
  | 'sync_attachments'
  | 'sync_weight'
  | 'sync_time_estimate'
  | 'sync_time_spent'
  | 'sync_closed_issues'
  | 'update_existing'
  | 'sync_existing_issues'
  | 'sync_interval_minutes'
  | 'on_source_note_deleted'
  | 'on_source_issue_deleted'
  | 'on_target_modified'
  | 'on_target_deleted'
  | 'reconcile_interval_hours'
  | 'realtime'
  | 'filters'
  | 'label_rules'
  | 'user_mapping'
>;
export type IssueFilters = IssueSync['filters'];
export type IssueSyncPlan = Answer<'/api/issue-mirrors/{id}/plan', 'post'>;
export type IssueSyncBulk = Body<'/api/issue-mirrors/bulk', 'post'>;
export type Schedule = Answer<'/api/schedules/{id}', 'get'>;
export type NewSchedule = Body<'/api/schedules', 'post'>;
export type Pause = Answer<'/api/pauses', 'get'>[number];
export type NewPause = Body<'/api/pauses', 'post'>;

export type GroupToken = Answer<'/api/tokens', 'get'>[number];
export type NewGroupToken = Body<'/api/tokens', 'post'>;
export type GroupTokenChange = Body<'/api/tokens/{id}', 'put'>;
export type GroupDefaults = Answer<'/api/group-defaults', 'get'>[number];
export type GroupDefaultsInput = Body<'/api/group-defaults', 'post'>;

export type Run = Answer<'/api/runs', 'get'>[number];
export type RunDetail = Answer<'/api/runs/{id}', 'get'>;
export type RunStatus = Run['status'];
export type RunQuery = Query<'/api/runs'>;

export type Dashboard = Answer<'/api/dashboard/metrics', 'get'>;

export type Topology = Answer<'/api/topology', 'get'>;
export type TopologyNode = Topology['nodes'][number];
export type TopologyLink = Topology['links'][number];
export type TopologyQuery = Query<'/api/topology'>;
export type LinkMirror = Answer<'/api/topology/link-mirrors', 'get'>['mirrors'][number];
export type TopologyHealth = TopologyLink['health'];

export type User = Answer<'/api/users/{id}', 'get'>;
export type NewUser = Body<'/api/users', 'post'>;
export type Role = User['role'];

export type Statistics = Answer<'/api/statistics', 'get'>;
export type StatisticsQuery = Query<'/api/statistics'>;

export type AuditEntry = Answer<'/api/audit', 'get'>[number];
export type AuditQuery = Query<'/api/audit'>;

export type Channel = Answer<'/api/notifications/channels', 'get'>[number];
export type NewChannel = Body<'/api/notifications/channels', 'post'>;
export type ChannelChange = Body<'/api/notifications/channels/{id}', 'put'>;
export type NotificationRule = Answer<'/api/notifications/rules', 'get'>[number];
export type NewNotificationRule = Body<'/api/notifications/rules', 'post'>;
export type Delivery = Answer<'/api/notifications/deliveries', 'get'>[number];
export type DeliveryQuery = Query<'/api/notifications/deliveries'>;

export type PairDocument = Body<'/api/export/pair/{id}', 'post'>;
export type ImportResult = Answer<'/api/export/pair/{id}', 'post'>;
export type ImportQueued = Answer<'/api/export/pair/{id}', 'post', 202>;
export type ConfigurationDocument = Body<'/api/export/all', 'post'>;
export type Plan = Answer<'/api/export/all', 'post'>;
export type ApplyQueued = Answer<'/api/export/all', 'post', 202>;
export type ImportItem = Answer<'/api/export/jobs/{job_id}/items', 'get'>[number];

export type ExpiringToken = Answer<'/api/tokens/expiring', 'get'>[number];
export type About = Answer<'/api/about', 'get'>;
export type Setting = About['settings'][number];
export type SearchResult = Answer<'/api/search', 'get'>;

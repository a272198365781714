import type * as M from './model';

interface Body<T> {
  content: { 'application/json': T };
}
interface Operation<Res, Query = Record<string, unknown>, Path = never, Status extends number = 200> {
  parameters: { query?: Query } & ([Path] extends [never] ? object : { path: Path });
  responses: { [S in Status]: { headers: Record<string, unknown>; content: { 'application/json': Res } } };
}
type WithBody<Op, Req> = Op & { requestBody: Body<Req> };
interface Id {
  id: number;
}
interface Paging {
  page?: number;
  per_page?: number;
  sort?: string;
  search?: string;
}
interface Accepted {
  message: string;
  job_id: number | string;
}
type Get<Res, Query = Record<string, unknown>> = Operation<Res, Query>;
type GetById<Res, Query = Record<string, unknown>, Path = Id> = Operation<Res, Query, Path>;
type Post<Req, Res> = WithBody<Operation<Res, Record<string, unknown>, never, 201>, Req>;
type PutById<Req, Res> = WithBody<Operation<Res, Record<string, unknown>, Id>, Req>;
type DoById<Res, Status extends number = 200, Path = Id> = Operation<Res, Record<string, unknown>, Path, Status>;

export interface paths {
  '/api/health/quick': { get: Get<{ status: string }> };
  '/api/instances': { get: Get<M.Instance[], Paging>; post: Post<M.InstanceInput, M.Instance> };
  '/api/instances/{id}': {
    get: GetById<M.Instance>;
    put: PutById<M.InstanceInput, M.Instance>;
    delete: DoById<M.Deleted>;
  };
  '/api/instances/{id}/test': { post: DoById<M.InstanceTest> };
  '/api/instances/{id}/projects': { get: GetById<{ projects: M.Project[] }, Paging> };
  '/api/pairs': { get: Get<M.Pair[], Paging>; post: Post<M.PairInput, M.Pair> };
  '/api/pairs/{id}': { get: GetById<M.Pair>; put: PutById<M.PairInput, M.Pair>; delete: DoById<M.Deleted> };
  '/api/pairs/{id}/sync-mirrors': { post: DoById<Accepted & { total: number }, 202> };
  '/api/mirrors': { get: Get<M.Mirror[], M.MirrorQuery>; post: Post<M.MirrorInput, M.Mirror> };
  '/api/mirrors/{id}': {
    get: GetById<M.Mirror>;
    put: PutById<Partial<M.MirrorOverrides> & { enabled?: boolean }, M.Mirror>;
    delete: DoById<M.Deleted>;
  };
  '/api/mirrors/{id}/update': { post: DoById<Accepted, 202> };
  '/api/mirrors/{id}/rotate-token': { post: DoById<M.Mirror> };
  '/api/issue-mirrors': {
    get: Get<M.IssueSync[], Paging & { mirror_id?: number }>;
    post: Post<Partial<M.IssueSyncSettings> & { mirror_id: number }, M.IssueSync>;
  };
  '/api/issue-mirrors/{id}': {
    get: GetById<M.IssueSync>;
    put: PutById<Partial<M.IssueSyncSettings>, M.IssueSync>;
    delete: DoById<M.Deleted>;
  };
  '/api/issue-mirrors/by-mirror/{mirror_id}': {
    get: GetById<M.IssueSync, Record<string, unknown>, { mirror_id: number }>;
  };
  '/api/issue-mirrors/{id}/trigger-sync': { post: DoById<Accepted, 202> };
  '/api/issue-mirrors/{id}/jobs': { get: GetById<M.SyncRun[], Paging> };
  '/api/issue-mirrors/{id}/jobs/{job_id}': {
    get: GetById<M.SyncRunDetail, Record<string, unknown>, { id: number; job_id: number }>;
  };
  '/api/issue-mirrors/{id}/jobs/{job_id}/cancel': { post: DoById<M.SyncRun, 200, { id: number; job_id: number }> };
  '/api/issue-mirrors/{id}/mappings': {
    get: GetById<M.IssueMapping[], Paging & { sync_status?: string }>;
  };
  '/api/tokens': {
    get: Get<M.GroupToken[], Paging & { gitlab_instance_id?: number }>;
    post: Post<M.GroupTokenInput, M.GroupToken>;
  };
  '/api/tokens/{id}': { put: PutById<Partial<M.GroupTokenInput>, M.GroupToken>; delete: DoById<M.Deleted> };
  '/api/group-defaults': {
    get: Get<M.GroupDefaults[], Paging & { instance_pair_id?: number }>;
    post: Post<M.GroupDefaultsInput, M.GroupDefaults>;
  };
  '/api/group-defaults/{id}': { delete: DoById<M.Deleted> };
  '/api/me': { get: Get<M.Me> };
  '/api/runs': { get: Get<M.Run[], Paging & { kind?: string; status?: M.RunStatus; subject?: string }> };
  '/api/runs/{id}': { get: GetById<M.RunDetail> };
  '/api/runs/{id}/cancel': { post: DoById<M.RunDetail> };
  '/api/runs/{id}/retry': { post: DoById<M.RunDetail, 202> };
}

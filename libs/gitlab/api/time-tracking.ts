import type { CallOptions, Safety } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { gitlabDuration } from '../duration';
import { type GitlabTimeStats, named, type Ref, timeStats } from './shared';

/** Time of issues. Every call answers the new totals; all values are seconds, exact to the minute. */
export class TimeTrackingApi {
  constructor(private readonly http: GitlabHttp) {}

  get(project: Ref, iid: number, options?: CallOptions): Promise<GitlabTimeStats> {
    const route = '/projects/:id/issues/:iid/time_stats';
    const operation = `read the time of issue #${iid} of ${named('project', project)}`;
    return this.http.call(
      { method: 'GET', route, params: { id: project, iid }, operation, decode: timeStats },
      options,
    );
  }

  /** Replaces the estimate. */
  setEstimate(project: Ref, iid: number, seconds: number, options?: CallOptions): Promise<GitlabTimeStats> {
    return this.post(project, iid, 'time_estimate', 'idempotent', { duration: gitlabDuration(seconds) }, options);
  }

  resetEstimate(project: Ref, iid: number, options?: CallOptions): Promise<GitlabTimeStats> {
    return this.post(project, iid, 'reset_time_estimate', 'idempotent', {}, options);
  }

  /** Adds an entry. Like every create it is not repeated when its answer is lost: read the total again first. */
  addSpent(
    project: Ref,
    iid: number,
    seconds: number,
    summary?: string,
    options?: CallOptions,
  ): Promise<GitlabTimeStats> {
    return this.post(project, iid, 'add_spent_time', 'create', { duration: gitlabDuration(seconds), summary }, options);
  }

  resetSpent(project: Ref, iid: number, options?: CallOptions): Promise<GitlabTimeStats> {
    return this.post(project, iid, 'reset_spent_time', 'idempotent', {}, options);
  }

  private post(
    project: Ref,
    iid: number,
    action: string,
    safety: Safety,
    body: object,
    options?: CallOptions,
  ): Promise<GitlabTimeStats> {
    const route = `/projects/:id/issues/:iid/${action}`;
    const operation = `set the time of issue #${iid} of ${named('project', project)}`;
    const call = { method: 'POST', route, params: { id: project, iid }, body, safety, operation } as const;
    return this.http.call({ ...call, decode: timeStats }, options);
  }
}

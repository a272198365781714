import { arrayOf, type Decoded, id, nothing, object, str } from '../decode';
import type { CallOptions, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const linkedIssue = object({
  id,
  iid: id,
  project_id: id,
  title: str,
  web_url: str,
  issue_link_id: id,
  /** `relates_to`, `blocks` or `is_blocked_by` (the latter two Premium). */
  link_type: str,
});
export type GitlabLinkedIssue = Decoded<typeof linkedIssue>;

export class IssueLinksApi {
  constructor(private readonly http: GitlabHttp) {}

  list(project: Ref, iid: number, options?: PageOptions): Listing<GitlabLinkedIssue> {
    const call = { ...this.of('GET', project, iid, 'list the links of'), decode: arrayOf(linkedIssue) };
    return new Listing(this.http, call, options);
  }

  create(
    project: Ref,
    iid: number,
    body: { target_project_id: Ref; target_issue_iid: number; link_type?: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.http.call({ ...this.of('POST', project, iid, 'link'), body, decode: nothing }, options);
  }

  remove(project: Ref, iid: number, linkId: number, options?: CallOptions): Promise<void> {
    const call = this.of('DELETE', project, iid, 'unlink');
    const route = `${call.route}/:link_id`;
    return this.http.call({ ...call, route, params: { ...call.params, link_id: linkId }, decode: nothing }, options);
  }

  private of(method: Method, project: Ref, iid: number, verb: string) {
    const operation = `${verb} issue #${iid} of ${named('project', project)}`;
    return { method, route: '/projects/:id/issues/:iid/links', params: { id: project, iid }, operation };
  }
}

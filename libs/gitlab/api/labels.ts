import { arrayOf, boolOrNull, type Decoded, id, nothing, numOrNull, object, optional, str, strOrNull } from '../decode';
import type { CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const label = object({
  id,
  name: str,
  /** `#RRGGBB`. */
  color: str,
  description: strOrNull,
  /** False for a label of an ancestor group. */
  is_project_label: optional(boolOrNull),
  priority: optional(numOrNull),
  archived: optional(boolOrNull),
});
export type GitlabLabel = Decoded<typeof label>;

export interface NewLabel {
  name: string;
  /** `#RRGGBB` or a CSS name. */
  color: string;
  description?: string;
}

export class LabelsApi {
  constructor(private readonly http: GitlabHttp) {}

  /** Labels usable in the project: its own and, by default, those of its ancestor groups. */
  list(
    project: Ref,
    query: { include_ancestor_groups?: boolean; search?: string } = {},
    options?: PageOptions,
  ): Listing<GitlabLabel> {
    const operation = `list the labels of ${named('project', project)}`;
    const full = { include_ancestor_groups: true, ...query };
    const call = {
      method: 'GET',
      route: '/projects/:id/labels',
      params: { id: project },
      query: full,
      operation,
    } as const;
    return new Listing(this.http, { ...call, decode: arrayOf(label) }, options);
  }

  create(project: Ref, body: NewLabel, options?: CallOptions): Promise<GitlabLabel> {
    const operation = `create the label ${body.name} in ${named('project', project)}`;
    const call = { method: 'POST', route: '/projects/:id/labels', params: { id: project }, body, operation } as const;
    return this.http.call({ ...call, decode: label }, options);
  }

  update(
    project: Ref,
    labelId: number,
    body: { new_name?: string; color?: string; description?: string },
    options?: CallOptions,
  ): Promise<GitlabLabel> {
    const operation = `change a label of ${named('project', project)}`;
    const params = { id: project, label_id: labelId };
    const call = { method: 'PUT', route: '/projects/:id/labels/:label_id', params, body, operation } as const;
    return this.http.call({ ...call, decode: label }, options);
  }

  remove(project: Ref, labelId: number, options?: CallOptions): Promise<void> {
    const operation = `delete a label of ${named('project', project)}`;
    const params = { id: project, label_id: labelId };
    const call = { method: 'DELETE', route: '/projects/:id/labels/:label_id', params, operation } as const;
    return this.http.call({ ...call, decode: nothing }, options);
  }
}

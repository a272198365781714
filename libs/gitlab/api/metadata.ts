import { ForeignError } from '@app/common';
import { boolOrNull, type Decoded, object, optional, str, text } from '../decode';
import type { CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';

const metadata = object({
  version: text,
  revision: str,
  /** True for the Enterprise build (which says nothing about the licence); absent before 15.6. */
  enterprise: optional(boolOrNull),
});
export type GitlabMetadata = Decoded<typeof metadata>;

export class MetadataApi {
  constructor(private readonly http: GitlabHttp) {}

  /** Version and edition; asks the older endpoint when `/metadata` (15.2) is not there. */
  async get(options?: CallOptions): Promise<GitlabMetadata> {
    const operation = 'tell its version';
    try {
      return await this.http.call({ method: 'GET', route: '/metadata', operation, decode: metadata }, options);
    } catch (error) {
      if (!(error instanceof ForeignError) || error.kind !== 'not_found') throw error;
      return this.http.call({ method: 'GET', route: '/version', operation, decode: metadata }, options);
    }
  }
}

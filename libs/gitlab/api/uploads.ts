import type { Readable } from 'node:stream';
import { ForeignError } from '@app/common';
import { arrayOf, type Decoded, id, nothing, numOrNull, object, optional, str, strOrNull, text } from '../decode';
import type { Failure } from '../errors';
import type { Call, CallOptions, FilePart, Method } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing, type PageOptions } from '../http/listing';
import { named, type Ref } from './shared';

const upload = object({
  id,
  size: numOrNull,
  filename: str,
  created_at: strOrNull,
  uploaded_by: optional((value: unknown) => value),
});
export interface GitlabUpload extends Omit<Decoded<typeof upload>, 'uploaded_by'> {
  /** Id of the user who uploaded it; null when GitLab does not tell. */
  uploaded_by_id: number | null;
}
const listedUpload = (value: unknown): GitlabUpload => {
  const { uploaded_by: by, ...rest } = upload(value);
  const known = typeof by === 'object' && by !== null && 'id' in by && typeof by.id === 'number';
  return { ...rest, uploaded_by_id: known ? Number(by.id) : null };
};

const newUpload = object({
  /** 17.3+. */
  id: optional(id),
  alt: str,
  /** `/uploads/<secret>/<file>`, with the file's name as GitLab stored it. */
  url: text,
  full_path: optional(strOrNull),
  /** Ready-made Markdown. */
  markdown: str,
});
export type GitlabNewUpload = Decoded<typeof newUpload>;

export interface UploadAddress {
  /** 32 hex digits. */
  secret: string;
  /** Decoded. */
  filename: string;
}

export interface Download {
  /** Ends with an error when the file is longer than allowed, stands still or breaks off. Consume or destroy it. */
  stream: Readable;
  /** Bytes, when the server tells. */
  size: number | null;
  contentType: string | null;
}

/**
 * Files in descriptions and comments. They are read by the API only: on the web addresses GitLab ignores the token and
 * answers with its login page.
 */
export class UploadsApi {
  constructor(
    private readonly http: GitlabHttp,
    private readonly kind: 'project' | 'group',
  ) {}

  /** Starts a download (17.4+; on 17.2 and 17.3 for Maintainers, when the file's name is unique). */
  async download(ref: Ref, file: UploadAddress, maxBytes: number, options: CallOptions = {}): Promise<Download> {
    const { secret, filename } = file;
    const call: Call<void> = {
      ...this.of('GET', ref, `download ${filename} from`, '/:secret/:filename', { secret, filename }),
      gated: 'version',
      decode: nothing,
    };
    try {
      return await this.open(call, maxBytes, options);
    } catch (error) {
      if (!(error instanceof ForeignError) || error.kind !== 'unsupported') throw error;
      return this.downloadByName(ref, filename, maxBytes, options, error);
    }
  }

  /** Sends a file as it is read; every call makes a new file on the server. */
  upload(ref: Ref, file: Omit<FilePart, 'field'>, options?: CallOptions): Promise<GitlabNewUpload> {
    const call = this.of('POST', ref, `upload ${file.filename} to`);
    return this.http.call({ ...call, multipart: { field: 'file', ...file }, decode: newUpload }, options);
  }

  /** Newest first, without secrets (17.2+, Maintainer). */
  list(ref: Ref, options?: PageOptions): Listing<GitlabUpload> {
    const call = this.of('GET', ref, 'list the uploads of');
    return new Listing(this.http, { ...call, gated: 'version', decode: arrayOf(listedUpload) }, options);
  }

  /** 17.2+, Maintainer. */
  remove(ref: Ref, uploadId: number, options?: CallOptions): Promise<void> {
    const call = this.of('DELETE', ref, 'delete an upload of', '/:upload_id', { upload_id: uploadId });
    return this.http.call({ ...call, gated: 'version', decode: nothing }, options);
  }

  private async downloadByName(
    ref: Ref,
    filename: string,
    maxBytes: number,
    options: CallOptions,
    unsupported: ForeignError,
  ): Promise<Download> {
    let found: GitlabUpload | undefined;
    for await (const candidate of this.list(ref, options)) {
      if (candidate.filename !== filename) continue;
      // The list does not tell which of two files with one name has the secret we look for.
      if (found) throw unsupported;
      found = candidate;
    }
    if (!found) throw unsupported;
    const call = this.of('GET', ref, `download ${filename} from`, '/:upload_id', { upload_id: found.id });
    return this.open({ ...call, decode: nothing }, maxBytes, options);
  }

  private async open(call: Call<void>, maxBytes: number, options: CallOptions): Promise<Download> {
    const { stream, headers } = await this.http.stream(call, maxBytes, options);
    const contentType = headers['content-type'] ?? null;
    // A real HTML attachment comes as an attachment; a page to look at is the login page.
    if (/\bhtml\b/i.test(contentType ?? '') && !/^\s*attachment/i.test(headers['content-disposition'] ?? '')) {
      stream.destroy();
      throw this.http.error(call, LOGIN_PAGE);
    }
    const length = headers['content-encoding'] === undefined ? Number(headers['content-length']) : NaN;
    return { stream, size: Number.isSafeInteger(length) ? length : null, contentType };
  }

  private of(
    method: Method,
    ref: Ref,
    verb: string,
    tail = '',
    params: Record<string, string | number> = {},
  ): Omit<Call<never>, 'decode'> {
    const operation = `${verb} ${named(this.kind, ref)}`;
    return { method, route: `/${this.kind}s/:id/uploads${tail}`, params: { id: ref, ...params }, operation };
  }
}

const LOGIN_PAGE: Failure = {
  kind: 'auth',
  reason: 'it answered with its login page instead of the file',
  status: 200,
  cause: 'login_page',
  effect: 'none',
  repeatable: false,
};

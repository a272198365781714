import { rememberSecret } from '@app/common';
import { arrayOf, type Decoded, object, text } from '../decode';
import type { Call, CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';
import { Listing } from '../http/listing';
import { accessToken, type GitlabAccessToken, named, type Ref } from './shared';

const secretOnly = object({ token: text });

/** A token at its birth: the only moment at which GitLab tells the secret. */
export type GitlabNewToken = GitlabAccessToken & { token: string };

const newToken = (value: unknown): GitlabNewToken => {
  const { token }: Decoded<typeof secretOnly> = secretOnly(value);
  rememberSecret(token);
  return { ...accessToken(value), token };
};

export interface NewToken {
  name: string;
  scopes: string[];
  /** Role of the bot user; GitLab's default is 40 (Maintainer). Not above the caller's own. */
  access_level?: number;
  /** `YYYY-MM-DD`; GitLab needs one unless its administrator lifted that. */
  expires_at?: string;
}

export class TokensApi {
  constructor(private readonly http: GitlabHttp) {}

  /** The token this client uses: scopes, expiry, owner. */
  self(options?: CallOptions): Promise<GitlabAccessToken> {
    const operation = 'describe its access token';
    return this.http.call(
      { method: 'GET', route: '/personal_access_tokens/self', operation, decode: accessToken },
      options,
    );
  }

  /**
   * Replaces the token this client uses. The old one dies at once. Never repeat it when the outcome is ambiguous:
   * rotating a token that is already replaced revokes the whole family.
   */
  rotateSelf(body: { expires_at?: string }, options?: CallOptions): Promise<GitlabNewToken> {
    const route = '/personal_access_tokens/self/rotate';
    const operation = 'rotate its access token';
    return this.http.call(
      { method: 'POST', route, body, operation, safety: 'once', gated: 'version', decode: newToken },
      options,
    );
  }
}

/** Access tokens of projects and groups: the same calls below `/projects` and `/groups`. */
export class ResourceTokensApi {
  constructor(
    private readonly http: GitlabHttp,
    private readonly kind: 'project' | 'group',
  ) {}

  list(ref: Ref, query: { state?: 'active' | 'inactive' } = {}, options?: CallOptions): Listing<GitlabAccessToken> {
    const call = { ...this.base('GET', ref, 'list the access tokens of'), query, decode: arrayOf(accessToken) };
    return new Listing(this.http, call, options);
  }

  get(ref: Ref, tokenId: number, options?: CallOptions): Promise<GitlabAccessToken> {
    return this.http.call(
      { ...this.one('GET', ref, tokenId, 'read an access token of'), decode: accessToken },
      options,
    );
  }

  create(ref: Ref, body: NewToken, options?: CallOptions): Promise<GitlabNewToken> {
    return this.http.call({ ...this.base('POST', ref, 'create an access token in'), body, decode: newToken }, options);
  }

  /** Gone already is fine only when an earlier try of the same call removed it; else `not_found`. */
  revoke(ref: Ref, tokenId: number, options?: CallOptions): Promise<void> {
    return this.http.call(
      { ...this.one('DELETE', ref, tokenId, 'revoke an access token of'), decode: () => undefined },
      options,
    );
  }

  /** New secret, same bot user. See `TokensApi.rotateSelf` for why it is never repeated. */
  rotate(ref: Ref, tokenId: number, body: { expires_at?: string }, options?: CallOptions): Promise<GitlabNewToken> {
    const call = this.one('POST', ref, tokenId, 'rotate an access token of', '/rotate');
    return this.http.call({ ...call, body, safety: 'once', gated: 'version', decode: newToken }, options);
  }

  private base(method: 'GET' | 'POST', ref: Ref, verb: string): Omit<Call<never>, 'decode'> {
    const route = `/${this.kind}s/:id/access_tokens`;
    return { method, route, params: { id: ref }, operation: `${verb} ${named(this.kind, ref)}` };
  }

  private one(
    method: Call<never>['method'],
    ref: Ref,
    tokenId: number,
    verb: string,
    tail = '',
  ): Omit<Call<never>, 'decode'> {
    const route = `/${this.kind}s/:id/access_tokens/:token_id${tail}`;
    return { method, route, params: { id: ref, token_id: tokenId }, operation: `${verb} ${named(this.kind, ref)}` };
  }
}

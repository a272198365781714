import { arrayOf, bool, boolOrNull, type Decoded, id, object, optional, str, strOrNull } from '../decode';
import type { CallOptions } from '../http/call';
import type { GitlabHttp } from '../http/gitlab-http';

const user = object({
  id,
  username: str,
  name: str,
  state: str,
  web_url: strOrNull,
  bot: optional(bool),
  /** Only administrators see this of themselves. */
  is_admin: optional(boolOrNull),
});
export type GitlabUser = Decoded<typeof user>;

export class UsersApi {
  constructor(private readonly http: GitlabHttp) {}

  /** Whose token it is. */
  me(options?: CallOptions): Promise<GitlabUser> {
    return this.http.call(
      { method: 'GET', route: '/user', operation: 'tell whose token this is', decode: user },
      options,
    );
  }

  /** The user with exactly this name, or null. */
  async findByUsername(username: string, options?: CallOptions): Promise<GitlabUser | null> {
    const users = await this.http.call(
      {
        method: 'GET',
        route: '/users',
        query: { username },
        operation: `find the user ${username}`,
        decode: arrayOf(user),
      },
      options,
    );
    return users.find((found) => found.username.toLowerCase() === username.toLowerCase()) ?? null;
  }
}

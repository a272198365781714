export interface BasicCredentials {
  username: string;
  password: string;
}

/**
 * What an `Authorization` header of HTTP Basic says (RFC 7617): the name ends at the first colon, and the password may
 * have colons of its own. Null when the header is of another scheme or has no colon.
 */
export function basicCredentials(header: string | undefined): BasicCredentials | null {
  const [, encoded] = /^basic +([\w+/-]+=*) *$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return null;
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return username === '' && password === '' ? null : { username, password };
}

const MASK = '[redacted]';

/** Secrets learnt while running (tokens read from the database, passwords from the settings). */
const known = new Set<string>();

/** Registers a secret so that `redact` masks it wherever it turns up, whatever its shape. */
export function rememberSecret(secret: string | null | undefined): void {
  // Very short values would mask ordinary words.
  if (secret && secret.length >= 6) known.add(secret);
}

const PATTERNS: [RegExp, string][] = [
  // credentials in URLs: https://user:token@host
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi, `$1${MASK}@`],
  // GitLab's token prefixes: personal/project/group, deploy, OAuth, runner, feed, webhook signing, CI …
  [/\bgl(?:pat|dt|oas|rt|ft|soat|ptt|cbt|imt|agent|ffct)-[\w.-]{8,}/g, MASK],
  [/\bwhsec_[A-Za-z0-9+/=]{16,}/g, MASK],
  // Fernet tokens
  [/\bgAAAAA[\w-]{60,}={0,2}/g, MASK],
  [
    /((?:private[-_]?token|access_token|authorization|x-gitlab-token|job-token)["']?\s*[:=]\s*["']?)(?:(?:basic|bearer)\s+)?[^\s"',;&}]+/gi,
    `$1${MASK}`,
  ],
];

/** A copy of `text` with every secret we know or recognise replaced by a mask. */
export function redact(text: string): string {
  let out = text;
  for (const secret of known) {
    if (out.includes(secret)) out = out.replaceAll(secret, MASK);
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret && out.includes(encoded)) out = out.replaceAll(encoded, MASK);
  }
  for (const [pattern, replacement] of PATTERNS) out = out.replace(pattern, replacement);
  return out;
}

/** A URL as people know it: without `user:password@`, which GitLab masks (`https://*****:*****@…`), but not everywhere. */
export const withoutCredentials = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');

/** The message of anything thrown, redacted and on one line, for rows, logs and answers. */
export function safeMessage(error: unknown, maxLength = 2000): string {
  const message = error instanceof Error ? error.message : String(error);
  return redact(message).replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, maxLength);
}

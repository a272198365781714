/**
 * GitLab's own words out of an error body. It answers with `message` (a text, or an object of lists, nested for embedded
 * entities), `error`, `error_description`, plain text, or — from a proxy before it — an HTML page.
 */
export function gitlabMessage(body: string, maxLength = 500): string {
  const parsed = parseJson(body);
  const words = parsed === undefined ? plainWords(body) : describe(parsed);
  return words.replace(/\s+/g, ' ').trim().slice(0, maxLength);
}

/** The JSON value of a body, or undefined when it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const looksLikeHtml = (body: string, contentType = ''): boolean =>
  /\bhtml\b/i.test(contentType) || /^\s*<(?:!doctype|html|head|body)\b/i.test(body.slice(0, 200));

function describe(value: unknown): string {
  if (!isRecord(value)) return flatten(value);
  const { message, error, error_description: description, errors } = value;
  const main = [message, description, errors].map(flatten).filter(Boolean).join('; ');
  const short = flatten(error);
  if (!main) return short;
  // `error` is a code beside a description, else it repeats the message.
  return short && description !== undefined ? `${short}: ${main}` : main;
}

/** `{title: ["is too long"], base: ["…"]}` → `title is too long; …` */
function flatten(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(flatten).filter(Boolean).join(', ');
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, inner]) => [key, flatten(inner)] as const)
      .filter(([, words]) => words !== '')
      .map(([key, words]) => (key === 'base' || key === 'error' ? words : `${key} ${words}`))
      .join('; ');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A page's title and nothing else of it; other text as it is. */
function plainWords(body: string): string {
  if (!looksLikeHtml(body)) return body;
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
  return title ? `a web page titled "${title}"` : 'a web page';
}

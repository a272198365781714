/** What a handler answers. A string goes out as it is, anything else as JSON. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The handler has written (or will write) to the response by itself. */
export const STREAMED = Symbol('streamed');

export const ok = (body: unknown, headers?: Record<string, string>): Reply => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const noContent = (): Reply => ({ status: 204 });
export const html = (body: string, status = 200): Reply => ({
  status,
  body,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
});
export const redirect = (location: string, status = 302): Reply => ({
  status,
  body: `<html><body>You are being <a href="${location}">redirected</a>.</body></html>`,
  headers: { 'Content-Type': 'text/html; charset=utf-8', Location: location },
});

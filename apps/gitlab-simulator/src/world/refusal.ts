/** An answer other than success: the status and the body exactly as GitLab sends them. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
  ) {
    super(`${status} ${JSON.stringify(body)}`);
    this.name = 'Refusal';
  }
}

export const notFound = (what?: string): Refusal =>
  new Refusal(404, { message: what ? `404 ${what} Not Found` : '404 Not found' });
export const forbidden = (reason?: string): Refusal =>
  new Refusal(403, { message: reason ? `403 Forbidden - ${reason}` : '403 Forbidden' });
export const unauthorized = (): Refusal => new Refusal(401, { message: '401 Unauthorized' });
export const badRequest = (reason: string): Refusal => new Refusal(400, { message: `400 Bad request - ${reason}` });
/** A parameter that the endpoint's own declaration refuses. */
export const badParameter = (text: string): Refusal => new Refusal(400, { error: text });
/** A model's validation: field → errors. */
export const invalid = (errors: Record<string, string[]>): Refusal => new Refusal(400, { message: errors });
export const conflict = (reason: string): Refusal => new Refusal(409, { message: reason });

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Reply = (request: SeenRequest, response: ServerResponse, raw: IncomingMessage) => void;

/** A web server on loopback that answers what a test tells it to: one reply after another, the last one for ever. */
export class FakeGitlab {
  readonly seen: SeenRequest[] = [];
  private replies: Reply[] = [json(200, {})];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeGitlab> {
    const server = createServer((raw, response) => void fake.handle(raw, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const fake = new FakeGitlab(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return fake;
  }

  answer(...replies: Reply[]): void {
    this.seen.length = 0;
    this.replies = replies;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of raw) chunks.push(chunk as Buffer);
    } catch {
      return; // the client gave up
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const request = { method: raw.method ?? '', url: raw.url ?? '', headers: raw.headers, body };
    this.seen.push(request);
    const reply = this.replies.length > 1 ? this.replies.shift() : this.replies[0];
    reply?.(request, response, raw);
  }
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

export const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Reply =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(body);
  };

/** The request arrived, the answer never leaves. */
export const lostAnswer: Reply = (_request, _response, raw) => void raw.socket.destroy();

export const silence: Reply = () => undefined;

/** Headers and half a body, then the connection breaks. */
export const truncated: Reply = (_request, response, raw) => {
  response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"id":1,', () => raw.socket.destroy());
};

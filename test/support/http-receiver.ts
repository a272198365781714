import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}

/** A real HTTP server on loopback that remembers what was posted to it, and answers as it is told. */
export class HttpReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** What the next requests get; the last one stays. `silence`: no answer at all. */
  replies: (Reply | 'silence')[] = [{ status: 200, text: 'ok' }];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HttpReceiver> {
    const server = createServer();
    const receiver = new HttpReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const body = JSON.parse(text) as Record<string, unknown>;
        receiver.requests.push({ path: request.url ?? '', headers: request.headers, text, body });
        const reply = receiver.replies.length > 1 ? receiver.replies.shift() : receiver.replies[0];
        if (reply === undefined || reply === 'silence') return;
        response.writeHead(reply.status, reply.headers).end(reply.text ?? '');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get host(): string {
    return new URL(this.url).host;
  }

  /** Forgets what came, and says yes again. */
  reset(): void {
    this.requests.length = 0;
    this.replies = [{ status: 200, text: 'ok' }];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

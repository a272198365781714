import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RefChange } from '../world/events';
import type { Project } from '../world/model';
import { whileReceiving } from './received';
import { ensureRepository } from './repository';
import { gitEnv } from './run';

export interface GitRequest {
  project: Project;
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack` */
  service: string;
  query: string;
  username: string;
  accessLevel: number;
}

/**
 * Hands the request to `git http-backend` as CGI and streams both ways; resolves with the refs that a push changed.
 * The answer is left open: the caller ends it once he has acted on the changes.
 */
export async function serveGit(request: GitRequest, req: IncomingMessage, res: ServerResponse): Promise<RefChange[]> {
  const answer = (env: Record<string, string>): Promise<void> => runBackend(request, env, req, res);
  if (request.service === '/git-receive-pack') return (await whileReceiving(request.accessLevel, answer)).changes;
  await answer({});
  return [];
}

function runBackend(
  request: GitRequest,
  env: Record<string, string>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnv(),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: ensureRepository(request.project),
      PATH_INFO: request.service,
      QUERY_STRING: request.query,
      REQUEST_METHOD: req.method ?? 'GET',
      REMOTE_USER: request.username,
      REMOTE_ADDR: req.socket.remoteAddress ?? '',
      CONTENT_TYPE: req.headers['content-type'] ?? '',
      ...(req.headers['content-length'] ? { CONTENT_LENGTH: req.headers['content-length'] } : {}),
      ...(req.headers['content-encoding'] ? { HTTP_CONTENT_ENCODING: req.headers['content-encoding'] } : {}),
      ...(req.headers['git-protocol'] ? { GIT_PROTOCOL: String(req.headers['git-protocol']) } : {}),
      ...env,
    },
  });
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    let headDone = false;
    child.stdin.on('error', () => undefined);
    child.stderr.resume();
    req.pipe(child.stdin);
    res.on('close', () => {
      if (!res.writableFinished) child.kill();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (headDone) {
        if (!res.write(chunk)) {
          child.stdout.pause();
          res.once('drain', () => child.stdout.resume());
        }
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      headDone = true;
      for (const line of head.subarray(0, end).toString().split('\r\n')) {
        const [name = '', value = ''] = line.split(/:\s*/, 2);
        if (name.toLowerCase() === 'status') res.statusCode = Number.parseInt(value, 10);
        else res.setHeader(name, value);
      }
      res.write(head.subarray(end + 4));
    });
    child.on('error', reject);
    child.on('close', () => {
      if (!headDone) res.statusCode = 500;
      resolve();
    });
  });
}

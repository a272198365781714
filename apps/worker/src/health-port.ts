import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { addressFault } from '@app/foundation';

/**
 * A worker has no HTTP of its own; orchestrators still want to ask whether it lives. 503 while it starts.
 * @throws StartError when the address is not to be had
 */
export async function listenForProbes(port: number, host: string, isStarted: () => boolean): Promise<Server | null> {
  if (port === 0) return null;
  const server = createServer((request, response) => {
    if (request.url !== '/health') return answer(404, { status: 404 });
    return isStarted() ? answer(200, { status: 'healthy' }) : answer(503, { status: 'starting' });

    function answer(status: number, body: object): void {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    }
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw addressFault(error, 'WORKER_HEALTH_PORT', host, port);
  }
  return server;
}

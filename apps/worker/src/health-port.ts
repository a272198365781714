import { createServer, type Server } from 'node:http';

/** A worker has no HTTP of its own; orchestrators still want to ask whether it lives. */
export function listenForProbes(port: number, host: string): Server | null {
  if (port === 0) return null;
  const server = createServer((request, response) => {
    const isHealth = request.url === '/health';
    response.writeHead(isHealth ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(isHealth ? { status: 'healthy' } : { status: 404 }));
  });
  server.listen(port, host);
  return server;
}

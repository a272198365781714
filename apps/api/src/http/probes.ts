import type { INestApplication } from '@nestjs/common';
import type { Express, NextFunction, Request, Response } from 'express';
import { Metrics } from '@features/health';

/** Outside /api and without a login, for orchestrators and Prometheus. */
export function serveProbes(app: INestApplication): void {
  const server = app.getHttpAdapter().getInstance() as Express;
  server.get('/health', (_request: Request, response: Response) => {
    response.json({ status: 'healthy' });
  });
  server.get('/metrics', (_request: Request, response: Response, next: NextFunction) => {
    app
      .get(Metrics, { strict: false })
      .render()
      .then((text) => response.type('text/plain; version=0.0.4').send(text), next);
  });
}

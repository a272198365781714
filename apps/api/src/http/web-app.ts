import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';

const SERVER_PATHS = /^\/(api|docs|redoc|openapi\.json|health|metrics)(\/|$)/;

/**
 * Serves the built web app: hashed assets for ever, and index.html for every page address, so that a
 * reload works anywhere.
 */
export function webApp(root: string): Router {
  const index = join(root, 'index.html');
  const router = express.Router();
  router.use('/assets', express.static(join(root, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  router.use(express.static(root, { index: false, maxAge: 0 }));
  router.use((request: Request, response: Response, next: NextFunction) => {
    // HTML first: who takes anything (curl, a monitor) gets the page, as behind nginx.
    const isPage =
      ['GET', 'HEAD'].includes(request.method) &&
      !SERVER_PATHS.test(request.path) &&
      request.accepts(['html', 'json']) === 'html';
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  });
  return router;
}

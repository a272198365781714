import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { Settings } from '@app/config';
import { isDatabaseAway } from '@app/database';
import { addressFault } from '@app/foundation';
import { ProblemFilter, validationPipe } from '@app/http';
import { buildOpenApi, serveApiDocs } from './http/api-docs';
import { serveProbes } from './http/probes';
import { requestContext } from './http/request-context.middleware';
import { webApp } from './http/web-app';

/** From dist/apps/api/src as it runs, and from apps/api/src as the tests run it. */
const WEB_ROOT = [join(__dirname, '../../../web'), join(__dirname, '../../../dist/web')].find((root) =>
  existsSync(join(root, 'index.html')),
);

const PAGE_HEADERS = ['X-Total', 'X-Total-Pages', 'X-Page', 'X-Per-Page', 'X-Next-Page', 'Link'];

/** Where proxies stand: who comes from anywhere else can't say that he is somebody else, and guess on as another. */
const PROXIES = ['loopback', 'linklocal', 'uniquelocal'];

/** Everything about HTTP that is the same in the api process, the standalone process and the tests. */
export function configureApp(app: NestExpressApplication, settings: Settings): void {
  app.useLogger(app.get(Logger));
  app.set('trust proxy', settings.get('TRUST_PROXY') ? PROXIES : false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(requestContext);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: true,
        directives: {
          'script-src': ["'self'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'worker-src': ["'self'", 'blob:'],
          'connect-src': ["'self'"],
          // Behind plain http (a laptop, an intranet) an upgrade would break every request.
          'upgrade-insecure-requests': null,
        },
      },
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
    }),
  );
  const origins = settings.get('CORS_ORIGINS');
  if (origins.length > 0) {
    app.enableCors({
      origin: origins,
      exposedHeaders: [...PAGE_HEADERS, 'Retry-After', 'Content-Disposition', 'X-Request-Id'],
    });
  }
  // Documents are longer than anything else; their calls read them, once the login has been looked at.
  const isShort = (request: Request): boolean => !/^\/api\/export\//i.test(request.path);
  app.useBodyParser('json', {
    limit: '20mb',
    type: (request) => isShort(request as Request) && Boolean((request as Request).is('application/json')),
  });
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(isDatabaseAway));
  serveProbes(app);
  serveApiDocs(app, { title: settings.get('APP_TITLE'), description: settings.get('APP_DESCRIPTION') });
  if (WEB_ROOT !== undefined) app.use(webApp(WEB_ROOT));
}

/** A configured application that does not listen yet. */
export async function createApp(module: Type | DynamicModule, settings: Settings): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bufferLogs: true,
    // What is wrong at the start is told in a sentence, not by what was logged on the way.
    autoFlushLogs: false,
    bodyParser: false,
    // Signatures of webhooks are over the bytes as they came.
    rawBody: true,
    abortOnError: false,
  });
  configureApp(app, settings);
  app.flushLogs();
  return app;
}

/** @throws StartError when the address is not to be had */
export async function listen(app: NestExpressApplication, settings: Settings): Promise<void> {
  const [port, host] = [settings.get('PORT'), settings.get('HOST')];
  try {
    await app.listen(port, host);
  } catch (error) {
    throw addressFault(error, 'PORT', host, port);
  }
}

export { buildOpenApi };

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import express, { type Express, type Request, type Response } from 'express';
import { VERSION } from '@app/common';
import { ProblemFieldView, ProblemView } from '@app/http';

type PathItemObject = OpenAPIObject['paths'][string];

export interface ApiTexts {
  title: string;
  description: string;
}

export function buildOpenApi(app: INestApplication, texts: ApiTexts): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(texts.title)
    .setDescription(texts.description)
    .setVersion(VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBasicAuth({ type: 'http', scheme: 'basic' }, 'basic')
    .addSecurityRequirements('basic')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemView, ProblemFieldView],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  Object.values(document.paths).forEach(sayWhatHoldsEverywhere);
  return document;
}

/** What no decorator says: ids in paths are whole numbers, and whoever changes something needs the role for it. */
function sayWhatHoldsEverywhere({ get, post, put, delete: remove }: PathItemObject): void {
  for (const operation of [get, post, put, remove]) {
    for (const parameter of operation?.parameters ?? []) {
      if ('in' in parameter && parameter.in === 'path') {
        parameter.schema = { type: 'integer', format: 'int64', minimum: 1 };
      }
    }
  }
  for (const operation of [post, put, remove]) {
    const login = operation?.responses['401'];
    if (operation && login)
      operation.responses['403'] ??= { ...login, description: 'The role of the user is not enough.' };
  }
}

const redocPage = (title: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} API</title>
  </head>
  <body style="margin: 0">
    <redoc spec-url="../openapi.json"></redoc>
    <script src="redoc/redoc.standalone.js"></script>
  </body>
</html>
`;

/** Swagger UI at /docs, ReDoc at /redoc, the document at /openapi.json; all from this server, nothing from elsewhere. */
export function serveApiDocs(app: INestApplication, texts: ApiTexts): void {
  SwaggerModule.setup('docs', app, () => buildOpenApi(app, texts), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: `${texts.title} API`,
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, filter: true, docExpansion: 'none' },
  });
  const server = app.getHttpAdapter().getInstance() as Express;
  const bundles = join(dirname(createRequire(__filename).resolve('redoc/package.json')), 'bundles');
  server.use('/redoc', express.static(bundles, { index: false, redirect: false, maxAge: '1d' }));
  server.get('/redoc', (_request: Request, response: Response) => {
    response.type('html').send(redocPage(texts.title));
  });
}

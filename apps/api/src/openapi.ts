import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { readSettings } from '@app/config';
import { ApiModule } from './api.module';
import { buildOpenApi } from './create-app';

// Writes openapi.json without a database or a listening port: preview mode builds no provider.
async function main(): Promise<void> {
  const settings = readSettings({});
  const app = await NestFactory.create(ApiModule.forRoot(settings), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  const document = buildOpenApi(app, {
    title: settings.get('APP_TITLE'),
    description: settings.get('APP_DESCRIPTION'),
  });
  writeFileSync(process.argv[2] ?? 'openapi.json', `${JSON.stringify(document, null, 2)}\n`);
  await app.close();
}

void main();

import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { keepHeapLean } from '@app/common';
import { SettingsError, settingsFromProcess } from '@app/config';
import { listenForProbes } from './health-port';
import { WorkerModule } from './worker.module';

async function main(): Promise<void> {
  keepHeapLean();
  const settings = settingsFromProcess();
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  listenForProbes(settings.get('WORKER_HEALTH_PORT'), settings.get('HOST'))?.unref();
}

main().catch((error: unknown) => {
  const message = error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});

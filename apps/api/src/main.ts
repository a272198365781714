import { keepHeapLean } from '@app/common';
import { SettingsError, settingsFromProcess } from '@app/config';
import { ApiModule } from './api.module';
import { createApp } from './create-app';

async function main(): Promise<void> {
  keepHeapLean();
  const settings = settingsFromProcess();
  const app = await createApp(ApiModule.forRoot(settings), settings);
  app.enableShutdownHooks();
  await app.listen(settings.get('PORT'), settings.get('HOST'));
}

main().catch((error: unknown) => {
  const message = error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});

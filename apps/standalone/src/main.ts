import { keepHeapLean } from '@app/common';
import { SettingsError } from '@app/config';
import { onceStopped } from './signals';
import { startStandalone } from './start';

async function main(): Promise<void> {
  keepHeapLean();
  const standalone = await startStandalone();
  console.log(`Mirror Maestro is ready: ${standalone.url}  (API documentation: ${standalone.url}/docs)`);
  if (standalone.newPassword !== null) {
    const username = standalone.settings.get('AUTH_USERNAME');
    console.log(`Login: ${username} / ${standalone.newPassword}   (generated now and shown only this once)`);
  }
  await onceStopped();
  await standalone.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message =
      error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${message}\n`);
    process.exit(1);
  },
);

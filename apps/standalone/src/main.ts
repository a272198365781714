import { keepHeapLean } from '@app/common';
import { runProgram } from '@app/foundation';
import { onceStopped } from './signals';
import { startStandalone } from './start';

runProgram(async () => {
  keepHeapLean();
  const standalone = await startStandalone();
  console.log(`Mirror Maestro is ready: ${standalone.url}  (API documentation: ${standalone.url}/docs)`);
  if (standalone.newPassword !== null) {
    const username = standalone.settings.get('AUTH_USERNAME');
    console.log(`Login: ${username} / ${standalone.newPassword}   (generated now and shown only this once)`);
  }
  await onceStopped();
  await standalone.stop();
  process.exit(0);
});

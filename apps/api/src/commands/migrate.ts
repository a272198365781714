import { settingsFromProcess } from '@app/config';
import { openDatabase } from '@app/database';

/** `npm run db:migrate`: brings the schema up to date, before a deployment for example. */
async function main(): Promise<void> {
  const { ran, close } = await openDatabase(settingsFromProcess());
  process.stdout.write(ran.length > 0 ? `Ran ${ran.join(', ')}\n` : 'The schema is up to date.\n');
  await close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

#!/usr/bin/env node
import { runCli } from './cli';
import { readEnvironment } from './environment';
import { EXIT } from './exit-codes';

const say = (text: string): void => void process.stdout.write(text);
const warn = (text: string): void => void process.stderr.write(text);

// Whoever reads may have enough: `maestro export | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.failed);
});

async function main(): Promise<void> {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await runCli(process.argv.slice(2), { environment: readEnvironment(), say, warn });
}

void main();

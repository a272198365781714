import { VERSION } from '@app/common';
import { readArguments } from './arguments';
import { Client } from './client';
import type { Environment } from './environment';
import { EXIT, type ExitCode, Failure, UsageError } from './exit-codes';
import { USAGE } from './usage';

export interface Surroundings {
  environment: Environment;
  /** To standard output. */
  say: (text: string) => void;
  /** To standard error. */
  warn: (text: string) => void;
}

/** Does what the command line says. */
export async function runCli(args: string[], { environment, say, warn }: Surroundings): Promise<ExitCode> {
  try {
    const request = readArguments(args);
    if ('show' in request) {
      say(request.show === 'help' ? USAGE : `${VERSION}\n`);
      return EXIT.ok;
    }
    return await request.run({ client: new Client(environment), say, warn, json: request.json });
  } catch (error) {
    if (error instanceof UsageError) {
      warn(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    warn(`${error instanceof Failure ? error.message : (error instanceof Error && error.stack) || String(error)}\n`);
    return EXIT.failed;
  }
}

import type { Client } from '../client';
import type { ExitCode } from '../exit-codes';

/** What a command works with. */
export interface Tools {
  client: Client;
  /** To standard output. */
  say: (text: string) => void;
  /** To standard error: what happens meanwhile, and what went wrong. */
  warn: (text: string) => void;
  json: boolean;
}

export type Command = (tools: Tools) => Promise<ExitCode>;

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

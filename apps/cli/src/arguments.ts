import { parseArgs, type ParseArgsConfig } from 'node:util';
import { apply } from './commands/apply';
import type { Command } from './commands/command';
import { exportDocument } from './commands/export';
import { status } from './commands/status';
import { sync } from './commands/sync';
import { UsageError } from './exit-codes';

export type Request = { show: 'help' | 'version' } | { run: Command; json: boolean };

const flag = { type: 'boolean' } as const;
const value = { type: 'string' } as const;

const OPTIONS = {
  help: { ...flag, short: 'h' },
  version: flag,
  json: flag,
  file: { ...value, short: 'f' },
  'dry-run': flag,
  prune: flag,
  secrets: value,
  'no-wait': flag,
  pair: value,
  output: { ...value, short: 'o' },
  format: value,
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type Option = keyof typeof OPTIONS;

const COMMON: Option[] = ['help', 'version', 'json'];
const OF_COMMAND = new Map<string, Option[]>(
  Object.entries({
    apply: ['file', 'dry-run', 'prune', 'secrets', 'no-wait'],
    export: ['pair', 'output', 'format'],
    sync: ['no-wait'],
    status: [],
  }),
);

/** @throws UsageError */
export function readArguments(args: string[]): Request {
  const { values, positionals } = parsed(args);
  if (values.help === true) return { show: 'help' };
  if (values.version === true) return { show: 'version' };
  const [command, ...rest] = positionals;
  const known = command === undefined ? undefined : OF_COMMAND.get(command);
  if (command === undefined) throw new UsageError('Give a command.');
  if (known === undefined) throw new UsageError(`There is no command ${command}.`);
  const foreign = (Object.keys(values) as Option[]).find((name) => !known.includes(name) && !COMMON.includes(name));
  if (foreign !== undefined) throw new UsageError(`--${foreign} is no option of ${command}.`);
  const [subject, ...more] = rest;
  const unexpected = command === 'sync' ? more[0] : subject;
  if (unexpected !== undefined) throw new UsageError(`${unexpected} is one argument too many.`);
  return { run: commandOf(command, subject, values), json: values.json === true };
}

type Values = ReturnType<typeof parsed>['values'];

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function commandOf(command: string, subject: string | undefined, values: Values): Command {
  const wait = values['no-wait'] !== true;
  switch (command) {
    case 'apply':
      return apply({
        file: required(values.file, 'Give the document with -f FILE.'),
        secrets: values.secrets,
        dryRun: values['dry-run'] === true,
        prune: values.prune === true,
        wait,
      });
    case 'export':
      return exportDocument({ pair: values.pair, output: values.output, format: formatOf(values) });
    case 'sync':
      return sync({ what: required(subject, 'Say what to sync: a pair or a mirror.'), wait });
    default:
      return status;
  }
}

function formatOf({ format, output }: Values): 'yaml' | 'json' {
  const wanted = format ?? (output?.endsWith('.json') === true ? 'json' : 'yaml');
  if (wanted === 'yaml' || wanted === 'json') return wanted;
  throw new UsageError(`--format is yaml or json, not ${wanted}.`);
}

function required(text: string | undefined, message: string): string {
  if (text === undefined || text === '') throw new UsageError(message);
  return text;
}

import { readArguments } from './arguments';
import { UsageError } from './exit-codes';

const fault = (line: string): string | null => {
  try {
    readArguments(line.split(' ').filter(Boolean));
    return null;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
};

describe('readArguments', () => {
  it.each([
    'apply -f mirrors.yaml --dry-run --prune --json',
    'apply --file - --secrets tokens.yaml --no-wait',
    'export',
    'export --pair x -o x.json',
    'export --format json',
    'sync platform/api',
    'sync 12 --no-wait',
    'status --json',
    '--help',
    'apply -h',
    '--version',
  ])('understands "%s"', (line) => {
    expect(fault(line)).toBeNull();
  });

  it.each([
    ['', 'Give a command.'],
    ['deploy', 'There is no command deploy.'],
    ['constructor', 'There is no command constructor.'],
    ['apply', 'Give the document with -f FILE.'],
    ['apply -f', expect.stringContaining('--file')],
    ['apply -f a b', 'b is one argument too many.'],
    ['apply -f a --colour', expect.stringContaining('--colour')],
    ['apply -f a --pair b', '--pair is no option of apply.'],
    ['export --format xml', '--format is yaml or json, not xml.'],
    ['sync', 'Say what to sync: a pair or a mirror.'],
    ['sync a b', 'b is one argument too many.'],
    ['status a', 'a is one argument too many.'],
  ])('refuses "%s"', (line, message) => {
    expect(fault(line)).toEqual(message);
  });
});

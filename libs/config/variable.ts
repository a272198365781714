import { readFileSync } from 'node:fs';
import { hasCode, safeMessage } from '@app/common';

/** How one environment variable is read, checked and documented. */
export interface Variable<T> {
  description: string;
  /** What a value looks like in the documentation: "seconds", "URL", "true or false" … */
  unit: string;
  default: T;
  /** Replaces the default in the documentation where the default is computed or empty. */
  defaultText?: string;
  /** Never printed; may also be given as NAME_FILE, the path of a file that holds it. */
  secret: boolean;
  /** Throws an Error with half a sentence ("must be …") when the text is not valid. */
  parse(text: string): T;
}

type Extra = { secret?: boolean; defaultText?: string };

const variable = <T>(
  description: string,
  unit: string,
  fallback: T,
  parse: (text: string) => T,
  extra: Extra = {},
): Variable<T> => ({
  description,
  unit,
  default: fallback,
  secret: extra.secret ?? false,
  parse,
  ...(extra.defaultText === undefined ? {} : { defaultText: extra.defaultText }),
});

export const text = (description: string, fallback: string, extra?: Extra): Variable<string> =>
  variable(description, 'text', fallback, (value) => value, extra);

export const optionalText = (description: string, unit: string, extra?: Extra): Variable<string | null> =>
  variable<string | null>(description, unit, null, (value) => value, extra);

/** Whoever uses the URL decodes its login: a lone % would be an error there. */
function isReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

export const optionalUrl = (description: string, schemes: string[], extra?: Extra): Variable<string | null> =>
  variable<string | null>(
    description,
    `URL (${schemes.map((scheme) => `${scheme}://`).join(', ')})`,
    null,
    (value) => {
      if (!schemes.some((scheme) => value.toLowerCase().startsWith(`${scheme}://`))) {
        throw new Error(`must be a URL that starts with ${schemes.map((name) => `${name}://`).join(' or ')}`);
      }
      if (!URL.canParse(value) || !isReadable(new URL(value))) {
        throw new Error('is not a URL; in its password write % as %25, / as %2F, @ as %40, # as %23 and ? as %3F');
      }
      return value;
    },
    extra,
  );

export const integer = (
  description: string,
  unit: string,
  fallback: number,
  { min, max }: { min: number; max: number },
): Variable<number> =>
  variable(description, `${unit} (${min}–${max})`, fallback, (value) => {
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || number < min || number > max) {
      throw new Error(`must be a whole number from ${min} to ${max} (${unit})`);
    }
    return number;
  });

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];

export const flag = (description: string, fallback: boolean): Variable<boolean> =>
  variable(description, 'true or false', fallback, (value) => {
    const word = value.toLowerCase();
    if (YES.includes(word)) return true;
    if (NO.includes(word)) return false;
    throw new Error('must be true or false');
  });

export const oneOf = <const T extends string>(
  description: string,
  values: readonly T[],
  fallback: NoInfer<T>,
): Variable<T> =>
  variable<T>(description, values.join(' | '), fallback, (value) => {
    const found = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  });

const KEY_BYTES = 32;

/** Fernet keys, between commas or one a line as in a key file. A fault tells which one it is, never what it holds. */
export const keys = (description: string, extra?: Extra): Variable<string[]> =>
  variable<string[]>(
    description,
    'comma-separated keys',
    [],
    (value) => {
      const found = items(value, /[,\n]/);
      const wrong = found.findIndex((key) => !isKey(key));
      if (wrong >= 0) {
        const hint = "such as `openssl rand 32 | base64 | tr '+/' '-_'` prints";
        throw new Error(
          `must hold keys of ${KEY_BYTES} bytes in URL-safe base64, ${hint}; number ${wrong + 1} is not one`,
        );
      }
      return found;
    },
    extra,
  );

function isKey(key: string): boolean {
  const bytes = Buffer.from(key, 'base64url');
  return bytes.length === KEY_BYTES && `${bytes.toString('base64url')}=` === key;
}

/** Path of a file of certificates, looked into at once: what is wrong with it must not first show at some connection. */
export const certificateFile = (description: string): Variable<string | null> =>
  variable<string | null>(description, 'path', null, (path) => {
    if (!fileText(path).includes('-----BEGIN CERTIFICATE-----'))
      throw new Error(`must be a file of certificates in PEM form; ${path} holds none`);
    return path;
  });

/** @throws Error with half a sentence when the file can't be read */
export function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = hasCode(error, 'ENOENT') ? `there is no file ${path}` : safeMessage(error);
    throw new Error(`cannot be read: ${reason}`, { cause: error });
  }
}

const items = (value: string, separator: string | RegExp): string[] =>
  value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');

export const list = (description: string, unit: string, extra?: Extra): Variable<string[]> =>
  variable<string[]>(description, unit, [], (value) => items(value, ','), extra);

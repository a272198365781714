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

export const optionalUrl = (description: string, schemes: string[], extra?: Extra): Variable<string | null> =>
  variable<string | null>(
    description,
    `URL (${schemes.map((scheme) => `${scheme}://`).join(', ')})`,
    null,
    (value) => {
      const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : null;
      if (scheme === null || !schemes.includes(scheme)) {
        throw new Error(`must be a URL that starts with ${schemes.map((name) => `${name}://`).join(' or ')}`);
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

export const list = (description: string, unit: string, extra?: Extra): Variable<string[]> =>
  variable<string[]>(
    description,
    unit,
    [],
    (value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    extra,
  );

import { badParameter } from '../world/refusal';

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Values = { [key: string]: Value };

/** Reads `a=1&b[]=2&not[labels]=x` as Rails does. */
export function parseQuery(search: string): Values {
  const values: Values = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const [name = '', ...brackets] = key.split('[');
    put(
      values,
      name,
      brackets.map((part) => part.replace(/\]$/, '')),
      value,
    );
  }
  return values;
}

function put(target: Values, name: string, path: string[], value: string): void {
  const [next, ...rest] = path;
  if (next === undefined) {
    target[name] = value;
  } else if (next === '') {
    const list = target[name];
    if (Array.isArray(list)) list.push(value);
    else target[name] = [value];
  } else {
    let inner = target[name];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) target[name] = inner = {};
    put(inner, next, rest, value);
  }
}

/** The parameters of a request, from its query and its body alike, read with GitLab's own coercions and complaints. */
export class Input {
  constructor(readonly values: Values) {}

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** `null` and the empty string both mean "clear it". */
  isEmpty(name: string): boolean {
    const value = this.values[name];
    return value === null || value === '';
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw badParameter(`${name} is invalid`);
    const text = String(value);
    // Neither a NUL nor half a character gets into GitLab's database.
    if (/\0|\p{Surrogate}/u.test(text)) throw badParameter(`${name} is invalid`);
    return text;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw badParameter(`${name} is missing`);
    return value;
  }

  int(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    if (!/^-?\d+$/.test(text)) throw badParameter(`${name} is invalid`);
    return Number(text);
  }

  requiredInt(name: string): number {
    const value = this.int(name);
    if (value === undefined) throw badParameter(`${name} is missing`);
    return value;
  }

  bool(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    if (/^(true|t|1|on|yes)$/i.test(text)) return true;
    if (/^(false|f|0|off|no)$/i.test(text)) return false;
    throw badParameter(`${name} is invalid`);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined) throw badParameter(`${name} does not have a valid value`);
    return found;
  }

  /** A point in time as epoch milliseconds. */
  time(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    // A plus sign that was not encoded arrives as a space, and is no time any more.
    const at = /^\d{4}-\d{2}-\d{2}/.test(text) && !/T.* /.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(at)) throw badParameter(`${name} is invalid`);
    return at;
  }

  /** `YYYY-MM-DD`; null to clear. */
  date(name: string): string | null | undefined {
    if (!this.has(name)) return undefined;
    if (this.isEmpty(name)) return null;
    const text = this.text(name) ?? '';
    if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(Date.parse(text.slice(0, 10))))
      throw badParameter(`${name} is invalid`);
    return text.slice(0, 10);
  }

  /** A list, given as an array or as text with commas. */
  list(name: string): string[] | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (value === null) return [];
    if (Array.isArray(value))
      return value.flatMap((item) => (typeof item === 'object' ? [] : String(item).split(','))).map((s) => s.trim());
    return String(this.text(name))
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  }

  /** A list whose items may have commas in them. */
  texts(name: string): string[] | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw badParameter(`${name} is invalid`);
    return value.map((item) => (typeof item === 'string' ? item.trim() : ''));
  }

  ints(name: string): number[] | undefined {
    return this.list(name)
      ?.filter((item) => item !== '')
      .map((item) => {
        if (!/^\d+$/.test(item)) throw badParameter(`${name} is invalid`);
        return Number(item);
      });
  }

  /** The parameters inside of `name[…]`. */
  nested(name: string): Input {
    const value = this.values[name];
    return new Input(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
  }
}

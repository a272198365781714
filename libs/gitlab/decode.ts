/**
 * Tolerant reading of GitLab's answers: unknown fields are dropped, missing or odd ones get a harmless value, because
 * fields come and go between GitLab 16 and 19 and with the caller's rights. Only what identifies a thing is required.
 */
export type Decoder<T> = (value: unknown) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** The answer lacks what identifies the thing it describes, so it is not GitLab's answer to this call. */
export class DecodeError extends Error {}

/** GitLab understood the call and answered, but did not do what was asked. */
export class DeclinedError extends Error {}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A required id. GitLab's ids exceed 2^31; beyond 2^53 JSON numbers lose digits, so that is refused. */
export const id: Decoder<number> = (value) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new DecodeError('an id is missing or is not a safe integer');
};

/** A required non-empty text, such as a token that is shown only once. */
export const text: Decoder<string> = (value) => {
  if (typeof value === 'string' && value !== '') return value;
  throw new DecodeError('a required text is missing');
};

export const str: Decoder<string> = (value) => (typeof value === 'string' ? value : '');
export const strOrNull: Decoder<string | null> = (value) => (typeof value === 'string' ? value : null);
export const num: Decoder<number> = (value) => (typeof value === 'number' ? value : 0);
export const numOrNull: Decoder<number | null> = (value) => (typeof value === 'number' ? value : null);
export const bool: Decoder<boolean> = (value) => value === true;
export const boolOrNull: Decoder<boolean | null> = (value) => (typeof value === 'boolean' ? value : null);

/** `undefined` when the field is absent: GitLab leaves fields out when tier or version lack them. */
export const optional =
  <T>(decoder: Decoder<T>): Decoder<T | undefined> =>
  (value) =>
    value === undefined ? undefined : decoder(value);

export const orNull =
  <T>(decoder: Decoder<T>): Decoder<T | null> =>
  (value) =>
    isObject(value) ? decoder(value) : null;

/** One of the known words, else the fallback. */
export const oneOf =
  <const T extends string>(words: readonly T[], fallback: T): Decoder<T> =>
  (value) =>
    words.find((word) => word === value) ?? fallback;

/** A list inside an object: absent reads as empty. */
export const listOf =
  <T>(decoder: Decoder<T>): Decoder<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(decoder) : [];

/** A list that is the whole answer: anything else is an error, because a failed read must not look like "nothing". */
export const arrayOf =
  <T>(decoder: Decoder<T>): Decoder<T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new DecodeError('a list was expected');
    return value.map(decoder);
  };

export const nothing: Decoder<void> = () => undefined;

export const object =
  <S extends Record<string, Decoder<unknown>>>(shape: S): Decoder<{ [K in keyof S]: Decoded<S[K]> }> =>
  (value) => {
    if (!isObject(value)) throw new DecodeError('an object was expected');
    const out: Record<string, unknown> = {};
    for (const [key, decoder] of Object.entries(shape)) {
      const decoded = decoder(value[key]);
      if (decoded !== undefined) out[key] = decoded;
    }
    return out as { [K in keyof S]: Decoded<S[K]> };
  };

import { ValidateBy } from 'class-validator';

const MAX_ENTRIES = 1000;
const MAX_LENGTH = 255;

const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_LENGTH && !value.includes('\0');

/** An object whose keys and values are short texts. */
export const IsStringMap = (): PropertyDecorator =>
  ValidateBy({
    name: 'isStringMap',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        const entries = Object.entries(value);
        return entries.length <= MAX_ENTRIES && entries.every(([key, text]) => isText(key) && isText(text));
      },
      defaultMessage: () =>
        `$property must be an object of at most ${MAX_ENTRIES} texts of 1 to ${MAX_LENGTH} characters, such as {"alice": "alice.smith"}`,
    },
  });

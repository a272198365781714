import { Transform, type TransformFnParams } from 'class-transformer';
import { ValidateIf } from 'class-validator';

/**
 * For fields of a PUT: an absent field keeps its value, and so isn't validated. Unlike @IsOptional, null reaches the
 * validators, so that null for a required field is refused.
 */
export const Optional = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** For fields that null clears. */
export const Nullable = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined && value !== null);

/** Cuts white space at both ends of a text. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value));

/** Query parameters come as text: `true`, `false`, `1`, `0`. Anything else stays as it is, for @IsBoolean to refuse. */
export const BooleanText = (): PropertyDecorator =>
  Transform(({ obj, key }: TransformFnParams): unknown => {
    // The raw value: implicit conversion would turn every text into true.
    const raw = (obj as Record<string, unknown>)[key];
    if (raw === 'true' || raw === '1' || raw === true) return true;
    if (raw === 'false' || raw === '0' || raw === false) return false;
    return raw;
  });

/** Query parameters come as text; only plain decimal whole numbers become numbers. */
export const IntegerText = (): PropertyDecorator =>
  Transform(({ value }: TransformFnParams): unknown =>
    typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value,
  );

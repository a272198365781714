import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { IntegerText, Optional, Trimmed } from './validation';

// PostgreSQL stores no NUL, and no other control character has a place in a name.
const ONE_LINE = /^\P{Cc}*$/u;
const MAX_SECRET = 1000;
const SEVERAL_LINES = /^[\P{Cc}\n\r\t]*$/u;

/** What a field of any kind may hold. */
export const ANY_VALUE = {
  oneOf: ['string', 'number', 'boolean', 'array', 'object'].map((type) => ({ type })),
  nullable: true,
};

/** One line of text of so many characters, trimmed. */
export const LineField = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: min, maxLength: max }),
    Trimmed(),
    IsString(),
    Length(min, max),
    Matches(ONE_LINE, { message: '$property must not contain control characters' }),
  );

/** How the documentation describes an id of ours or GitLab's; lists of ids name it for their items. */
export const ANY_ID = { type: 'integer', format: 'int64', minimum: 1 } as const;

/** An id of ours or GitLab's in a body: a whole number from 1 to 2^53 - 1. */
export const IdField = (): PropertyDecorator =>
  applyDecorators(ApiProperty(ANY_ID), IsInt(), Min(1), Max(Number.MAX_SAFE_INTEGER));

/** A filter of a list by an id; may be left out. */
export const IdFilter = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ required: false, example: 1 }), IntegerText(), Optional(), IdField());

/** Text of several lines, at most so many characters. */
export const TextField = (max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ maxLength: max }),
    Trimmed(),
    IsString(),
    MaxLength(max),
    Matches(SEVERAL_LINES, { message: '$property must not contain control characters' }),
  );

/** An access token or another secret that no answer ever shows. */
export const SecretField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ writeOnly: true, minLength: 1, maxLength: MAX_SECRET, example: 'glpat-…' }),
    Trimmed(),
    IsString(),
    Length(1, MAX_SECRET),
    Matches(/^[\x21-\x7e]*$/, { message: '$property must consist of printable characters without blanks' }),
  );

import { type ArgumentMetadata, Injectable, ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError, type FieldError } from '@app/common';
import { unsoundTexts } from './unsound-text';

/** Where one of these is broken, the others say the same once more. */
const OF_TYPE = new Set(['isString', 'isInt', 'isBoolean', 'isArray', 'isObject', 'isStringMap']);

function ownMessages(field: string, { constraints = {}, value }: ValidationError): string[] {
  const rules = Object.keys(constraints);
  if (rules.includes('whitelistValidation')) return [`${field} is not a known field`];
  if (rules.length > 0 && value === undefined) return [`${field} is missing`];
  if (rules.length > 0 && value === null) return [`${field} must not be null`];
  const type = rules.filter((rule) => OF_TYPE.has(rule));
  return (type.length > 0 ? type : rules).flatMap((rule) => constraints[rule] ?? []);
}

function flatten(errors: ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = ownMessages(field, error).map((message) => ({ field, message }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

function invalid(errors: FieldError[]): AppError {
  const firstOfEach = new Map(errors.toReversed().map(({ field, message }): [string, string] => [field, message]));
  const detail = `Correct the request: ${[...firstOfEach.values()].toReversed().join('; ')}.`;
  return new AppError('invalid', 'validation_failed', detail, { errors });
}

/** Nothing that is asked for here comes near; code that goes down level by level runs out of stack after some thousand. */
const DEEPEST = 50;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner)));

/**
 * Bodies and queries against their DTO: unknown fields are refused, every fault is reported at once. What PostgreSQL
 * cannot store as text is refused wherever it stands.
 */
@Injectable()
class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: false,
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => invalid(flatten(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A path parameter is text; its own pipe judges how it is written, before anything turns `1.0` into 1.
    if (metadata.type === 'param') return value;
    if (isDeeperThan(DEEPEST, value)) {
      const message = `must not be nested more than ${DEEPEST} levels deep`;
      throw invalid([{ field: 'body', message: `body ${message}` }]);
    }
    const unsound = unsoundTexts(value);
    if (unsound.length > 0) {
      throw invalid(
        unsound.map((field) => ({ field, message: `${field} must not contain NUL or half a surrogate pair` })),
      );
    }
    return (await super.transform(value, metadata)) as unknown;
  }
}

export const validationPipe = (): ValidationPipe => new RequestValidationPipe();

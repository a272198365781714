import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError, type FieldError } from '@app/common';

function flatten(errors: ValidationError[], path = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      message: rule === 'whitelistValidation' ? `${field} is not a known field` : message,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** Bodies and queries against their DTO: unknown fields are refused, every fault is reported at once. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = flatten(errors);
      const fields = [...new Set(faults.map(({ field }) => field))].join(', ');
      const detail = `${faults.length === 1 ? 'This field is' : 'These fields are'} not valid: ${fields}. See errors for each.`;
      return new AppError('invalid', 'validation_failed', detail, { errors: faults });
    },
  });

import { hasCode } from '@app/common';

/** A unique constraint or index was violated, optionally this one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const driverError = cause(error);
  if (!hasCode(driverError, '23505')) return false;
  return constraint === undefined || (driverError as { constraint?: string }).constraint === constraint;
}

/** A row that something else refers to, or that does not exist any more. */
export const isForeignKeyViolation = (error: unknown): boolean => hasCode(cause(error), '23503');

const CONNECTION_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
];

/** PostgreSQL is away, starting or stopping. */
export function isDatabaseAway(error: unknown): boolean {
  const driverError = cause(error);
  if (CONNECTION_CODES.some((code) => hasCode(driverError, code))) return true;
  const message = driverError instanceof Error ? driverError.message : '';
  return /Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error/.test(
    message,
  );
}

const cause = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : error;

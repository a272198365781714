import { AppError } from '@app/common';

/** Waiting may help: the run is tried again. */
export const temporaryFailure = (message: string): AppError => new AppError('unavailable', 'delivery_failed', message);

/** Somebody has to change something first. */
export const finalFailure = (message: string): AppError => new AppError('upstream', 'delivery_refused', message);

export const isFinalFailure = (error: unknown): boolean => error instanceof AppError && error.kind === 'upstream';

import { applyDecorators, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { JobKind } from '@app/queue';
import type { RunWorker } from './run-context';

const RUN_HANDLER = 'maestro:run-handler';

/** Marks a provider of a worker module as the one that does the work of runs of this kind. */
export const RunHandler = (kind: JobKind): (<W extends RunWorker>(target: Type<W>) => void) =>
  applyDecorators(Injectable(), SetMetadata(RUN_HANDLER, kind));

export const handledKind = (type: object): JobKind | undefined =>
  Reflect.getMetadata(RUN_HANDLER, type) as JobKind | undefined;

import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { JobCatalogue, type JobKind } from '@app/queue';
import type { RunWorker } from './run-context';
import { handledKind } from './run-handler.decorator';

/** Who does the work of which kind, found among the providers of the process. */
@Injectable()
export class RunHandlers {
  private readonly handlers = new Map<JobKind, RunWorker>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly catalogue: JobCatalogue,
  ) {}

  /** @throws Error that names every kind without a handler and every kind with two */
  discover(): void {
    const faults: string[] = [];
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const kind = metatype ? handledKind(metatype) : undefined;
      if (kind === undefined) continue;
      if (this.handlers.has(kind)) faults.push(`${kind} has two handlers`);
      else if (!this.catalogue.find(kind)) faults.push(`${kind} is not in the job catalogue`);
      this.handlers.set(kind, instance as RunWorker);
    }
    for (const kind of this.catalogue.kinds) {
      if (!this.handlers.has(kind)) faults.push(`${kind} has no handler`);
    }
    if (faults.length > 0) throw new Error(`The jobs and their handlers do not agree: ${faults.join('; ')}.`);
  }

  get(kind: JobKind): RunWorker {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`There is no handler of ${kind}.`);
    return handler;
  }
}

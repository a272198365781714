import { Injectable } from '@nestjs/common';
import { JOBS, type JobDefinition, type JobKind } from './catalogue';

/** The catalogue as a dependency, so that a test can bring a smaller one. */
@Injectable()
export class JobCatalogue {
  private readonly jobs: Partial<Record<string, JobDefinition>> = JOBS;

  /** Only the kinds of this process's catalogue. */
  static of(jobs: Partial<Record<JobKind, JobDefinition>>): JobCatalogue {
    return Object.assign(new JobCatalogue(), { jobs });
  }

  get kinds(): JobKind[] {
    return Object.keys(this.jobs) as JobKind[];
  }

  /** Undefined for a kind that this version does not know (any more). */
  find(kind: string): JobDefinition | undefined {
    return Object.hasOwn(this.jobs, kind) ? this.jobs[kind] : undefined;
  }

  has(kind: string): kind is JobKind {
    return this.find(kind) !== undefined;
  }
}

import { AppError, type AppErrorKind, isTemporary, safeMessage } from '@app/common';
import type { RunContext } from '@features/runs';
import type { BulkItem } from './bulk-plan';

/** So many failures in a row that may pass, and GitLab is taken to be away. */
const HOPELESS_AFTER = 6;
const PASSING: AppErrorKind[] = ['unavailable', 'too_many'];

/** Whether the same thing may work later, without anyone changing anything. */
export const mayPass = (error: unknown): boolean =>
  isTemporary(error) || (error instanceof AppError && PASSING.includes(error.kind));

/** What becomes of the items of a plan in one attempt. */
export class BulkPass {
  created = 0;
  refused = 0;
  /** The last failure that may pass; those items are for the next attempt. */
  postponed: unknown;
  private inARow = 0;
  private lastFailure: unknown;

  /** @param isLast nothing can be left to a next attempt */
  constructor(
    private readonly context: RunContext,
    readonly total: number,
    private readonly isLast: boolean,
  ) {
    context.progress(0, total, 'mirroring');
  }

  get done(): number {
    return this.created + this.refused;
  }

  get isHopeless(): boolean {
    return this.inARow >= HOPELESS_AFTER;
  }

  made(): void {
    this.created++;
    this.inARow = 0;
    this.tell();
  }

  failed(item: BulkItem, error: unknown): void {
    this.lastFailure = error;
    this.inARow = mayPass(error) ? this.inARow + 1 : 0;
    if (mayPass(error) && !this.isLast) {
      this.postponed = error;
      return;
    }
    this.refused++;
    this.context.itemError(item.sourceProjectPath, safeMessage(error));
    this.tell();
  }

  /** Not even tried, since everything before it failed. */
  skipped(item: BulkItem): void {
    if (this.lastFailure !== undefined) this.failed(item, this.lastFailure);
  }

  private tell(): void {
    this.context.progress(this.done, this.total, 'mirroring');
  }
}

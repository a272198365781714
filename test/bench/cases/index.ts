import type { BenchCase } from '../measure';
import { issueFirstSync } from './issue-first-sync';
import { issueLargeFile } from './issue-large-file';
import { issueMemory } from './issue-memory';
import { issueRateLimit } from './issue-rate-limit';
import { issueUnchanged } from './issue-unchanged';
import { issueWorkers } from './issue-workers';
import { mirrorBulkPlan } from './mirror-bulk-plan';
import { mirrorCreate } from './mirror-create';
import { mirrorList } from './mirror-list';
import { mirrorRefresh } from './mirror-refresh';
import { mirrorTrigger } from './mirror-trigger';
import { mirrorsPage } from './mirrors-page';

/** Each can be run alone by its name. */
export const CASES: BenchCase[] = [
  mirrorRefresh,
  mirrorTrigger,
  mirrorList,
  mirrorsPage,
  mirrorCreate,
  mirrorBulkPlan,
  issueFirstSync,
  issueUnchanged,
  issueMemory,
  issueLargeFile,
  issueRateLimit,
  issueWorkers,
];

import type { MigrationInterface } from 'typeorm';
import { Foundation1763770000000 } from './1763770000000-foundation';
import { IssueSync1763780000000 } from './1763780000000-issue-sync';

/** In the order in which they run. Listed, not globbed, so that a build cannot lose one. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [Foundation1763770000000, IssueSync1763780000000];

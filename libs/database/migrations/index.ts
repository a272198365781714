import type { MigrationInterface } from 'typeorm';
import { Foundation1763770000000 } from './1763770000000-foundation';
import { IssueSync1763780000000 } from './1763780000000-issue-sync';
import { Mirrors1763790000000 } from './1763790000000-mirrors';
import { RunDoorbells1763800000000 } from './1763800000000-run-doorbells';
import { InstanceAccess1763810000000 } from './1763810000000-instance-access';
import { IssueHookDeliveries1763820000000 } from './1763820000000-issue-hook-deliveries';
import { LiveEvents1763830000000 } from './1763830000000-live-events';
import { ImportExport1763850000000 } from './1763850000000-import-export';
import { Schedules1763860000000 } from './1763860000000-schedules';
import { Users1763905000000 } from './1763905000000-users';
import { IssueHookLeftovers1763911000000 } from './1763911000000-issue-hook-leftovers';
import { MirrorCare1763910000000 } from './1763910000000-mirror-care';
import { Audit1763915000000 } from './1763915000000-audit';
import { Statistics1763916000000 } from './1763916000000-statistics';
import { MirrorList1763920000000 } from './1763920000000-mirror-list';
import { Notifications1763930000000 } from './1763930000000-notifications';
import { GroupFollows1763922000000 } from './1763922000000-group-follows';
import { MirrorBranchFilter1763940000000 } from './1763940000000-mirror-branch-filter';
import { MirrorByName1763941000000 } from './1763941000000-mirror-by-name';
import { SshMirrors1763950000000 } from './1763950000000-ssh-mirrors';

/** In the order in which they run. Listed, not globbed, so that a build cannot lose one. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Foundation1763770000000,
  IssueSync1763780000000,
  Mirrors1763790000000,
  RunDoorbells1763800000000,
  InstanceAccess1763810000000,
  IssueHookDeliveries1763820000000,
  LiveEvents1763830000000,
  ImportExport1763850000000,
  Schedules1763860000000,
  Users1763905000000,
  MirrorCare1763910000000,
  IssueHookLeftovers1763911000000,
  Audit1763915000000,
  Statistics1763916000000,
  MirrorList1763920000000,
  Notifications1763930000000,
  GroupFollows1763922000000,
  MirrorBranchFilter1763940000000,
  MirrorByName1763941000000,
  SshMirrors1763950000000,
];

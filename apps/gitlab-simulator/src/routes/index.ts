import type { Faults } from '../http/faults';
import type { RequestLog } from '../http/request-log';
import type { Server } from '../http/server';
import { accountRoutes } from './account';
import { branchRoutes } from './branches';
import { commitRoutes } from './commits';
import { controlRoutes } from './control';
import { deployKeyRoutes } from './deploy-keys';
import { discussionRoutes } from './discussions';
import { gitRoutes } from './git';
import { groupRoutes } from './groups';
import { hookRoutes } from './hooks';
import { issueRoutes } from './issues';
import { labelRoutes } from './labels';
import { memberRoutes } from './members';
import { milestoneRoutes } from './milestones';
import { noteRoutes } from './notes';
import { projectRoutes } from './projects';
import { pullMirrorRoutes } from './pull-mirror';
import { pushMirrorRoutes } from './push-mirrors';
import { resourceTokenRoutes } from './resource-tokens';
import { timeTrackingRoutes } from './time-tracking';
import { uploadRoutes } from './uploads';
import { webRoutes } from './web';

/** The table of contents of what this GitLab can be asked. */
export function registerRoutes(server: Server, tools: { faults: Faults; requests: RequestLog }): void {
  // The router tries them in this order, so those that are asked most come first.
  issueRoutes(server);
  noteRoutes(server);
  discussionRoutes(server);
  timeTrackingRoutes(server);
  labelRoutes(server);
  uploadRoutes(server);
  pushMirrorRoutes(server);
  projectRoutes(server);
  groupRoutes(server);
  accountRoutes(server);
  resourceTokenRoutes(server);
  memberRoutes(server);
  pullMirrorRoutes(server);
  deployKeyRoutes(server);
  milestoneRoutes(server);
  branchRoutes(server);
  commitRoutes(server);
  hookRoutes(server);
  controlRoutes(server, tools);
  gitRoutes(server);
  webRoutes(server);
  server.fallback();
}

import type { Faults } from '../http/faults';
import type { RequestLog } from '../http/request-log';
import type { Server } from '../http/server';
import { accountRoutes } from './account';
import { controlRoutes } from './control';
import { gitRoutes } from './git';
import { groupRoutes } from './groups';
import { issueRoutes } from './issues';
import { labelRoutes } from './labels';
import { memberRoutes } from './members';
import { noteRoutes } from './notes';
import { projectRoutes } from './projects';
import { pullMirrorRoutes } from './pull-mirror';
import { pushMirrorRoutes } from './push-mirrors';
import { resourceTokenRoutes } from './resource-tokens';

/** The table of contents of what this GitLab can be asked. */
export function registerRoutes(server: Server, tools: { faults: Faults; requests: RequestLog }): void {
  controlRoutes(server, tools);
  gitRoutes(server);
  accountRoutes(server);
  resourceTokenRoutes(server);
  memberRoutes(server);
  groupRoutes(server);
  projectRoutes(server);
  pushMirrorRoutes(server);
  pullMirrorRoutes(server);
  labelRoutes(server);
  issueRoutes(server);
  noteRoutes(server);
  server.fallback();
}

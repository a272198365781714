import { GitlabClient, LocalBudget } from '@app/gitlab';
import type { Simulator, User } from '../../apps/gitlab-simulator/src';

/** A client of a simulated GitLab that tries once, as this user or as the administrator. */
export const clientOf = (simulator: Simulator, user?: User): GitlabClient =>
  new GitlabClient({
    baseUrl: simulator.url,
    instanceName: simulator.name,
    token: simulator.world.createToken(user ? { user } : {}).token,
    budget: new LocalBudget(),
    retry: { attempts: 1 },
  });

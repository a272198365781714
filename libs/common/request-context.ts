import { AsyncLocalStorage } from 'node:async_hooks';
import type { Role } from './role';

export interface RequestContext {
  requestId: string;
  /** Login name of the caller, or `system` for what we do by ourselves. */
  actor: string;
  /** What the caller may do; absent for what we do by ourselves. */
  role?: Role;
  /** The way it came, for the audit trail: `web`, `cli`, `api`, or the run that does it. */
  origin?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): RequestContext | undefined => storage.getStore();

export const currentActor = (): string => storage.getStore()?.actor ?? 'system';

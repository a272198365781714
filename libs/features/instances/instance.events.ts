import type { InstanceHealth } from './instance.entity';

/** Published after the change is committed. */
export const INSTANCE_EVENTS = {
  created: 'instance.created',
  updated: 'instance.updated',
  deleted: 'instance.deleted',
  healthChanged: 'instance.health-changed',
} as const;

export interface InstanceEvent {
  id: number;
  name: string;
  /** Login name of who did it, or `system`. */
  actor: string;
  /** API names of what changed; a token only by its name. */
  fields?: string[];
}

export interface InstanceHealthEvent {
  id: number;
  name: string;
  health: InstanceHealth;
  previous: InstanceHealth;
  error: string | null;
}

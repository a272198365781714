import { currentActor } from '@app/common';
import type { Mirror } from './mirror.entity';

/** Published after the change is committed. */
export const MIRROR_EVENTS = {
  created: 'mirror.created',
  /** Settings, credential or state. */
  changed: 'mirror.changed',
  deleted: 'mirror.deleted',
  /** It waits for approval; and goes on again. */
  held: 'mirror.held',
  released: 'mirror.released',
} as const;

export interface MirrorEvent {
  id: number;
  pairId: number;
  sourceProjectPath: string;
  targetProjectPath: string;
  /** Login name of who did it, or `system`. */
  actor: string;
  /** API names of what changed. */
  fields?: string[];
}

export const mirrorEvent = (mirror: Mirror, fields?: string[]): MirrorEvent => ({
  id: mirror.id,
  pairId: mirror.instancePairId,
  sourceProjectPath: mirror.sourceProjectPath,
  targetProjectPath: mirror.targetProjectPath,
  actor: currentActor(),
  ...(fields && { fields }),
});

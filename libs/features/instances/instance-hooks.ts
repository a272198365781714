import { Injectable } from '@nestjs/common';
import { Hooks } from '@app/common';
import type { Instance } from './instance.entity';

export interface DeleteOptions {
  /** The rows go even when GitLab could not be cleaned up. */
  force: boolean;
}

/**
 * Called before an instance is deleted, outside a transaction, to take down on GitLab what depends on it; may be called
 * again for the same instance. No mirror may be left afterwards. Returns sentences about what could not be cleaned up; throws an AppError to keep the
 * instance.
 */
export type BeforeInstanceDelete = (instance: Instance, options: DeleteOptions) => Promise<string[]>;

/** Called inside the transaction that changed the SSH host keys of an instance: mirrors that push to it need the new ones. */
export type OnHostKeysChanged = (instanceId: number) => Promise<void>;

/** Where features above join in what happens to an instance. */
@Injectable()
export class InstanceHooks {
  private readonly deleting = new Hooks<[Instance, DeleteOptions], string[]>();
  private readonly hostKeysChanged = new Hooks<[number]>();

  beforeDelete(hook: BeforeInstanceDelete): void {
    this.deleting.add(hook);
  }

  onHostKeysChanged(hook: OnHostKeysChanged): void {
    this.hostKeysChanged.add(hook);
  }

  async runHostKeysChanged(instanceId: number): Promise<void> {
    await this.hostKeysChanged.run(instanceId);
  }

  /** The warnings of all of them. */
  async runBeforeDelete(instance: Instance, options: DeleteOptions): Promise<string[]> {
    return (await this.deleting.run(instance, options)).flat();
  }
}

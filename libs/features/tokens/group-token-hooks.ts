import { Injectable } from '@nestjs/common';
import { Hooks } from '@app/common';
import type { GroupTokenChange } from './group-token.events';

/** Where features above join in what happens to a group token. */
@Injectable()
export class GroupTokenHooks {
  private readonly changed = new Hooks<[GroupTokenChange]>();

  /**
   * Called inside the transaction that changes the token, so that what must follow (a run that brings mirrors up to
   * date) is stored with it or not at all. A deleted token's row still exists then.
   */
  onChanged(hook: (change: GroupTokenChange) => Promise<void>): void {
    this.changed.add(hook);
  }

  async runChanged(change: GroupTokenChange): Promise<void> {
    await this.changed.run(change);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { currentContext, safeMessage } from '@app/common';
import { LOGIN_FAILED, type LoginFailed } from '@features/auth';
import { AuditEntriesRepository } from './audit-entries.repository';

/** The one kind of entry that no row of another table stands for. */
@Injectable()
export class LoginFailures {
  private readonly logger = new Logger('Audit');

  constructor(private readonly entries: AuditEntriesRepository) {}

  @OnEvent(LOGIN_FAILED)
  async record({ username, address }: LoginFailed): Promise<void> {
    try {
      await this.entries.add({
        actor: 'anonymous',
        origin: currentContext()?.origin ?? null,
        action: 'login_failed',
        entityType: 'login',
        entityName: username,
        changes: [{ field: 'address', before: null, after: address }],
      });
    } catch (error) {
      this.logger.warn(`A failed login as ${username} was not recorded: ${safeMessage(error)}`);
    }
  }
}

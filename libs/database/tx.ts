import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { currentContext } from '@app/common';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { AUDIT_ACTOR, AUDIT_ORIGIN, AUDIT_SWITCH } from './audit/audit-sql';

const SYSTEM = 'system';
const NAME_ACTOR = `select set_config('${AUDIT_ACTOR}', $1, true), set_config('${AUDIT_ORIGIN}', $2, true)`;

interface OpenTransaction {
  manager: EntityManager;
  afterCommit: (() => void | Promise<void>)[];
}

/**
 * The unit of work. Repositories ask it for their manager, so that everything called inside `run` joins the open
 * transaction; what must only happen once it is in the database (ring a queue, publish an event) waits in `afterCommit`.
 */
@Injectable()
export class Tx {
  private readonly storage = new AsyncLocalStorage<OpenTransaction>();

  constructor(private readonly dataSource: DataSource) {}

  get manager(): EntityManager {
    return this.storage.getStore()?.manager ?? this.dataSource.manager;
  }

  repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.manager.getRepository(entity);
  }

  /** Parameterised SQL inside the open transaction, if there is one. */
  query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.manager.query<Row[]>(sql, parameters);
  }

  /**
   * Runs `work` in a transaction; a nested call joins the one that is open. The audit trail knows who makes a change only
   * if it is made in here.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.storage.getStore()) return work();
    const afterCommit: OpenTransaction['afterCommit'] = [];
    const result = await this.dataSource.transaction((manager) =>
      this.storage.run({ manager, afterCommit }, () => this.asActor(manager, work)),
    );
    for (const hook of afterCommit) await hook();
    return result;
  }

  /** For changes of rows that change nothing, such as the same secret under a new key. Only inside a transaction. */
  async muteAudit(): Promise<void> {
    await this.query(`select set_config('${AUDIT_SWITCH}', 'off', true)`);
  }

  /** Tells the audit trail of the database who acts, and how; a transaction that says nothing is the system's. */
  private async asActor<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
    const { actor = SYSTEM, origin = '' } = currentContext() ?? {};
    if (actor !== SYSTEM || origin !== '') await manager.query(NAME_ACTOR, [actor, origin]);
    return work();
  }

  /** Runs `hook` once the open transaction is committed, never if it is rolled back; at once when none is open. */
  async afterCommit(hook: () => void | Promise<void>): Promise<void> {
    const open = this.storage.getStore();
    if (open) open.afterCommit.push(hook);
    else await hook();
  }
}

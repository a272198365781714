import { Client } from 'pg';
import { currentContext } from '@app/common';

/** Enough of a statement to know it. */
const SHOWN = 160;
/** Of a run, of live events and the audit trail, and of the shared request budget, which is renewed by the clock. */
const BOOKKEEPING = [
  /^(START TRANSACTION|COMMIT|ROLLBACK)/,
  /^with turn as materialized/,
  /^select set_config\('mirror_maestro/,
  /^(with changed as \( ?)?(update|insert into) "?runs"?\b/i,
  /instance_budget/,
];

/** SQL text → how often it was sent. */
export type Statements = Map<string, number>;

/**
 * Counts what this process sends to PostgreSQL, by the HTTP request or the run on whose behalf it does so; what the
 * process does by itself (schedules, leases, the queue) belongs to none.
 */
export class StatementLog {
  private readonly byContext = new Map<string, Statements>();

  constructor() {
    // The one door to the database, whichever library sends.
    Client.prototype.query = new Proxy(Reflect.get(Client.prototype, 'query'), {
      apply: (send, client, parameters: unknown[]) => {
        this.note(parameters[0]);
        return Reflect.apply(send, client, parameters) as unknown;
      },
    });
  }

  of(contextId: string): Statements {
    return this.byContext.get(contextId) ?? new Map<string, number>();
  }

  count(contextId: string): number {
    return sum([...this.of(contextId).values()]);
  }

  /** Without what every run costs, whatever it does: its row, its announcement, its transactions. */
  countOfWork(contextId: string): number {
    return sum([...this.of(contextId)].map(([text, count]) => (isBookkeeping(text) ? 0 : count)));
  }

  private note(query: unknown): void {
    const id = currentContext()?.requestId;
    if (id === undefined) return;
    const text = (typeof query === 'string' ? query : ((query as { text?: string }).text ?? ''))
      .replace(/\s+/g, ' ')
      .slice(0, SHOWN);
    const statements = this.byContext.get(id) ?? new Map<string, number>();
    this.byContext.set(id, statements);
    statements.set(text, (statements.get(text) ?? 0) + 1);
  }
}

const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);

const isBookkeeping = (text: string): boolean => BOOKKEEPING.some((pattern) => pattern.test(text));

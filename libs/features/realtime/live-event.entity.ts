import { CreatedAtColumn, IdColumn } from '@app/database';
import { Column, Entity, Index } from 'typeorm';

/** Something that changed, for the pages that are open; kept for an hour, for those that reconnect. */
@Entity('live_events')
export class LiveEvent {
  @IdColumn()
  id: number;

  /** `mirror.changed`, `run.changed` … */
  @Column({ type: 'varchar', length: 60 })
  type: string;

  /** What changed: ids, names and states, never a secret. */
  @Column({ type: 'jsonb' })
  data: Record<string, unknown>;

  @Index('live_events_created_at_idx')
  @CreatedAtColumn()
  createdAt: Date;
}

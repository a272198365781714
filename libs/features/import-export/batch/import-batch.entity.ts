import { CreatedAtColumn, IdColumn } from '@app/database';
import { Column, Entity, Index } from 'typeorm';

/** The work of an import that runs in the background; its items say what became of each. */
@Entity('import_batches')
@Index('import_batches_created_at_idx', ['createdAt'])
export class ImportBatch {
  @IdColumn()
  id: number;

  /** The run that does it now, or did it last: a repeated one takes up what failed. No foreign key: runs are tidied up too. */
  @Index('import_batches_run_id_idx')
  @Column({ type: 'bigint', nullable: true })
  runId: number | null;

  @CreatedAtColumn()
  createdAt: Date;
}

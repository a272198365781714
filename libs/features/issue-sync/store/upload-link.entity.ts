import { GitlabIdColumn, IdColumn, TimeColumn } from '@app/database';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { IssueRoute } from './issue-route.entity';

/** A source file and its copy; the fields are those of the engine's `UploadLink`. */
@Entity('upload_links')
@Index('upload_links_route_key_key', ['routeId', 'key'], { unique: true })
@Index('upload_links_sha256_idx', ['sha256'])
@Index('upload_links_open_idx', ['routeId'], { where: 'url is null' })
export class StoredUploadLink {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  routeId: number;

  @ManyToOne(() => IssueRoute, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'route_id', foreignKeyConstraintName: 'upload_links_route_id_fkey' })
  route?: IssueRoute;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  filename: string;

  /** Null: an intent, the upload may exist. */
  @Column({ type: 'text', nullable: true })
  url: string | null;

  @GitlabIdColumn({ nullable: true })
  targetUploadId: number | null;

  @Column({ type: 'text', nullable: true })
  sha256: string | null;

  @Column({ type: 'bigint', nullable: true })
  sizeBytes: number | null;

  @TimeColumn()
  startedAt: Date;
}

import type { Tx } from '@app/database';
import type {
  IssueLink,
  IssueReference,
  NoteLink,
  ResolvedIssue,
  StoredState,
  SyncCursor,
  SyncStore,
  UploadLink,
} from '@app/sync-engine';
import { findResolvable, loadOrigins, resolveReferences } from './issue-map.query';
import type { IssueRoute } from './issue-route.entity';
import { ISSUE_LINKS, NOTE_LINKS, UPLOAD_LINKS } from './rows';

type Row = Record<string, unknown>;

interface LoadedState {
  cursor: SyncCursor | null;
  uploads: Row[] | null;
  mayBeDue: boolean;
  mayWait: boolean;
}

/** What one config remembers: its cursor with the config, its map with the route. One query a call. */
export class PostgresSyncStore implements SyncStore {
  /** Whether anything can be due, or wait for a counterpart: most runs of most configs find nothing of the kind. */
  private mayBeDue = true;
  private mayWait = true;

  constructor(
    private readonly tx: Tx,
    private readonly configId: number,
    private readonly route: IssueRoute,
  ) {}

  async loadState(): Promise<StoredState> {
    const [row] = await this.tx.query<LoadedState>(
      `select
         (select cursor from issue_mirrors where id = $2) as cursor,
         (select json_agg(upload) from (
            select ${UPLOAD_LINKS.select} from upload_links where route_id = $1 and url is null order by id
          ) as upload) as uploads,
         exists (select from issue_links
                 where route_id = $1 and (retry_at is not null or status = 'creating')) as "mayBeDue",
         exists (select from issue_links where route_id = $1 and waiting_for <> '{}')
           or exists (select from note_links where route_id = $1 and waiting_for <> '{}') as "mayWait"`,
      [this.route.id, this.configId],
    );
    this.mayBeDue = row?.mayBeDue ?? true;
    this.mayWait = row?.mayWait ?? true;
    return {
      cursor: row?.cursor ?? null,
      openUploads: (row?.uploads ?? []).map((upload) => UPLOAD_LINKS.parse(upload)),
    };
  }

  async saveCursor(cursor: SyncCursor): Promise<void> {
    await this.tx.query('update issue_mirrors set cursor = $2 where id = $1', [this.configId, JSON.stringify(cursor)]);
  }

  loadLinks(sourceIids: number[]): Promise<IssueLink[]> {
    return this.links('source_iid = any($2::bigint[])', sourceIids);
  }

  async loadDue(now: Date, limit: number): Promise<IssueLink[]> {
    if (!this.mayBeDue) return [];
    return this.links(`(retry_at <= $2 or status = 'creating') order by source_iid limit $3`, now, limit);
  }

  listLinks(afterSourceIid: number, limit: number): Promise<IssueLink[]> {
    return this.links('source_iid > $2 order by source_iid limit $3', afterSourceIid, limit);
  }

  async saveLinks(links: IssueLink[]): Promise<void> {
    this.mayBeDue ||= links.some(({ retryAt, status }) => retryAt !== null || status === 'creating');
    this.mayWait ||= links.some(({ waitingFor }) => waitingFor.length > 0);
    if (links.length > 0) await this.tx.query(ISSUE_LINKS.upsert, [this.route.id, ISSUE_LINKS.json(links)]);
  }

  loadOrigins(sourceIids: number[]): Promise<ReadonlyMap<number, number[]>> {
    return loadOrigins(this.tx, this.route, sourceIids);
  }

  async loadNoteLinks(sourceIids: number[]): Promise<NoteLink[]> {
    const rows = await this.tx.query<Row>(
      `select ${NOTE_LINKS.select} from note_links where route_id = $1 and source_iid = any($2::bigint[]) order by id`,
      [this.route.id, sourceIids],
    );
    return rows.map((row) => NOTE_LINKS.parse(row));
  }

  async saveNoteLinks(links: NoteLink[]): Promise<void> {
    this.mayWait ||= links.some(({ waitingFor }) => waitingFor.length > 0);
    if (links.length > 0) await this.tx.query(NOTE_LINKS.upsert, [this.route.id, NOTE_LINKS.json(links)]);
  }

  async loadUploads(keys: string[]): Promise<UploadLink[]> {
    const rows = await this.tx.query<Row>(
      `select ${UPLOAD_LINKS.select} from upload_links where route_id = $1 and key = any($2::text[])`,
      [this.route.id, keys],
    );
    return rows.map((row) => UPLOAD_LINKS.parse(row));
  }

  /** Also a file that another route brought into the same target project. */
  async findUploadBySha256(sha256: string): Promise<UploadLink | null> {
    const rows = await this.tx.query<Row>(
      `select ${UPLOAD_LINKS.select} from upload_links
       where sha256 = $3 and url is not null and route_id in
         (select id from issue_routes where target_instance_id = $1 and target_project_id = $2)
       order by id limit 1`,
      [this.route.targetInstanceId, this.route.targetProjectId, sha256],
    );
    return rows[0] ? UPLOAD_LINKS.parse(rows[0]) : null;
  }

  async saveUpload(upload: UploadLink): Promise<void> {
    await this.tx.query(UPLOAD_LINKS.upsert, [this.route.id, UPLOAD_LINKS.json([upload])]);
  }

  resolveReferences(references: IssueReference[]): Promise<ResolvedIssue[]> {
    return resolveReferences(this.tx, this.route, references);
  }

  async findResolvable(limit: number): Promise<number[]> {
    return this.mayWait ? findResolvable(this.tx, this.route, limit) : [];
  }

  async loadKnownLabels(): Promise<string[]> {
    const rows = await this.tx.query<{ names: string[] }>(
      'select known_labels as names from issue_routes where id = $1',
      [this.route.id],
    );
    return rows[0]?.names ?? [];
  }

  async addKnownLabels(names: string[]): Promise<void> {
    await this.tx.query(
      `update issue_routes set known_labels = array(select distinct unnest(known_labels || $2::text[])) where id = $1`,
      [this.route.id, names],
    );
  }

  private async links(condition: string, ...parameters: unknown[]): Promise<IssueLink[]> {
    const rows = await this.tx.query<Row>(
      `select ${ISSUE_LINKS.select} from issue_links where route_id = $1 and ${condition}`,
      [this.route.id, ...parameters],
    );
    return rows.map((row) => ISSUE_LINKS.parse(row));
  }
}

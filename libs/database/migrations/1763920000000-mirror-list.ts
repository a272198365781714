import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Columns that the list of mirrors filters and sorts by, kept by triggers, so that they are right whatever writes the
 * row: `search_text`, both paths in lower case, and `token_expires_on`, when the token in use dies (`infinity`: never, or
 * nobody knows; null: there is none), which is the mirror's own or else that of its group.
 */
export class MirrorList1763920000000 implements MigrationInterface {
  name = 'MirrorList1763920000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "mirrors" ADD "search_text" text NOT NULL DEFAULT '', ADD "token_expires_on" date`);
    // Longer texts could not be indexed for counting.
    await runner.query(
      `create function mirrors_derive() returns trigger language plpgsql as $$
       begin
         new.search_text := left(lower(new.source_project_path || ' ' || new.target_project_path), 2000);
         new.token_expires_on := case
           when new.mirror_token_id is not null then coalesce(new.mirror_token_expires_at, 'infinity')
           when new.group_token_id is not null then
             (select coalesce(g.expires_at, 'infinity') from group_tokens g where g.id = new.group_token_id)
         end;
         return new;
       end $$`,
    );
    await runner.query(
      `create trigger mirrors_derive before insert
         or update of source_project_path, target_project_path, mirror_token_id, mirror_token_expires_at, group_token_id
         on mirrors for each row execute function mirrors_derive()`,
    );
    await runner.query(
      `create function group_tokens_expiry_changed() returns trigger language plpgsql as $$
       begin
         update mirrors set group_token_id = new.id where group_token_id = new.id and mirror_token_id is null;
         return null;
       end $$`,
    );
    await runner.query(
      `create trigger group_tokens_expiry_changed after update of expires_at on group_tokens for each row
         when (old.expires_at is distinct from new.expires_at) execute function group_tokens_expiry_changed()`,
    );
    await runner.query('update mirrors set group_token_id = group_token_id');
    await runner.query('DROP INDEX "mirrors_paths_trgm_idx", "mirrors_last_update_status_idx"');
    await runner.query(`CREATE INDEX "mirrors_search_trgm_idx" ON "mirrors" USING gin ("search_text" gin_trgm_ops)`);
    // So that counting what a search or a filter finds need not read the rows, which are wide.
    await runner.query(`CREATE INDEX "mirrors_search_text_idx" ON "mirrors"  ("search_text")`);
    await runner.query(
      `CREATE INDEX "mirrors_filters_idx" ON "mirrors"  ("instance_pair_id", "last_update_status", "enabled", "direction", "verify_status", "token_expires_on")`,
    );
    await runner.query(`CREATE INDEX "mirrors_last_update_status_idx" ON "mirrors"  ("last_update_status", "id")`);
    await runner.query(`CREATE INDEX "mirrors_token_expires_on_idx" ON "mirrors"  ("token_expires_on", "id")`);
    await runner.query(
      `CREATE INDEX "mirrors_token_expires_on_desc_idx" ON "mirrors" ("token_expires_on" DESC NULLS LAST, "id" DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "mirrors_last_update_status_idx", "mirrors_filters_idx"');
    await runner.query(`CREATE INDEX "mirrors_last_update_status_idx" ON "mirrors" ("last_update_status")`);
    await runner.query(
      `CREATE INDEX "mirrors_paths_trgm_idx" ON "mirrors" USING gin (("source_project_path" || ' ' || "target_project_path") gin_trgm_ops)`,
    );
    await runner.query('drop trigger group_tokens_expiry_changed on group_tokens');
    await runner.query('drop trigger mirrors_derive on mirrors');
    await runner.query('drop function group_tokens_expiry_changed(), mirrors_derive()');
    await runner.query('ALTER TABLE "mirrors" DROP COLUMN "search_text", DROP COLUMN "token_expires_on"');
  }
}

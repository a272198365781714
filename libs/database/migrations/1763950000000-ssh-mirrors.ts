import type { MigrationInterface, QueryRunner } from 'typeorm';

const allow = (kinds: string): string[] => [
  `alter table mirror_leftovers drop constraint mirror_leftovers_kind_check`,
  `alter table mirror_leftovers add constraint mirror_leftovers_kind_check check (kind in (${kinds}))`,
];
const OTHER_KINDS = `'push_mirror', 'pull_mirror', 'project_token', 'issue_hook'`;

/** Push mirrors over SSH: the host keys of instances, the transport of pairs, and the deploy key of each mirror. */
export class SshMirrors1763950000000 implements MigrationInterface {
  name = 'SshMirrors1763950000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table instances add ssh_host_keys text array not null default '{}'`);
    await runner.query(
      `alter table pairs add mirror_transport character varying(5) not null default 'https',
         add constraint pairs_mirror_transport_check check (mirror_transport in ('https', 'ssh'))`,
    );
    await runner.query(
      `alter table mirrors add deploy_key_id bigint, add deploy_key_title text, add next_deploy_key_title text`,
    );
    for (const sql of allow(`${OTHER_KINDS}, 'deploy_key'`)) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from mirror_leftovers where kind = 'deploy_key'`);
    for (const sql of allow(OTHER_KINDS)) await runner.query(sql);
    await runner.query(
      `alter table mirrors drop column deploy_key_id, drop column deploy_key_title, drop column next_deploy_key_title`,
    );
    await runner.query(`alter table pairs drop column mirror_transport`);
    await runner.query(`alter table instances drop column ssh_host_keys`);
  }
}

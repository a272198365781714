import type { MigrationInterface, QueryRunner } from 'typeorm';

const allow = (kinds: string): string[] => [
  `alter table mirror_leftovers drop constraint mirror_leftovers_kind_check`,
  `alter table mirror_leftovers add constraint mirror_leftovers_kind_check check (kind in (${kinds}))`,
];

/** Webhooks of deleted issue syncs are cleaned up like everything else that we made on GitLab. */
export class IssueHookLeftovers1763911000000 implements MigrationInterface {
  name = 'IssueHookLeftovers1763911000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of allow(`'push_mirror', 'pull_mirror', 'project_token', 'issue_hook'`)) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from mirror_leftovers where kind = 'issue_hook'`);
    for (const sql of allow(`'push_mirror', 'pull_mirror', 'project_token'`)) await runner.query(sql);
  }
}

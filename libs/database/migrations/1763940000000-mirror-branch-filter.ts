import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The branch filter that each mirror was given on GitLab, which does not tell it of push mirrors. */
export class MirrorBranchFilter1763940000000 implements MigrationInterface {
  name = 'MirrorBranchFilter1763940000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "mirrors" ADD "given_branch_regex" character varying(255)`);
    // Inherited filters are not found here; giving one anew remembers it.
    await runner.query(`UPDATE "mirrors" SET "given_branch_regex" = "mirror_branch_regex"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "mirrors" DROP COLUMN "given_branch_regex"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents name mirrors by their paths, in any case: without this each look-up goes through all mirrors of the pair. */
export class MirrorByName1763941000000 implements MigrationInterface {
  name = 'MirrorByName1763941000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "mirrors_pair_source_path_idx" ON "mirrors" ("instance_pair_id", lower("source_project_path"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "mirrors_pair_source_path_idx"`);
  }
}

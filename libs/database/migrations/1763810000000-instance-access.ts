import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tier and request budgets of instances; when a group token was described; group paths whatever their case. */
export class InstanceAccess1763810000000 implements MigrationInterface {
  name = 'InstanceAccess1763810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "instances" ADD "gitlab_tier" text`);
    await runner.query(
      `CREATE TABLE "instance_budgets" ("instance_id" bigint NOT NULL, "blocked_until" TIMESTAMP(3) WITH TIME ZONE, PRIMARY KEY ("instance_id"))`,
    );
    await runner.query(
      `CREATE TABLE "instance_budget_leases" ("instance_id" bigint NOT NULL, "process_id" text NOT NULL, "slots" integer NOT NULL, "wanted_slots" integer NOT NULL, "rate_per_second" double precision, "wanted_rate" double precision, "share" double precision NOT NULL, "learned_per_minute" double precision, "waits" integer NOT NULL, "ends_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, PRIMARY KEY ("instance_id", "process_id"))`,
    );
    await runner.query(
      `ALTER TABLE "instance_budgets" ADD CONSTRAINT "instance_budgets_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "instance_budget_leases" ADD CONSTRAINT "instance_budget_leases_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance_budgets"("instance_id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "group_tokens" ADD "described_at" TIMESTAMP(3) WITH TIME ZONE`);
    await runner.query(`DROP INDEX "group_tokens_instance_group_key"`);
    await runner.query(
      `CREATE UNIQUE INDEX "group_tokens_instance_group_key" ON "group_tokens" ("gitlab_instance_id", lower("group_path"))`,
    );
    await runner.query(`DROP INDEX "group_defaults_pair_group_key"`);
    await runner.query(
      `CREATE UNIQUE INDEX "group_defaults_pair_group_key" ON "group_defaults" ("instance_pair_id", lower("group_path"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "group_defaults_pair_group_key"`);
    await runner.query(
      `CREATE UNIQUE INDEX "group_defaults_pair_group_key" ON "group_defaults" ("instance_pair_id", "group_path")`,
    );
    await runner.query(`DROP INDEX "group_tokens_instance_group_key"`);
    await runner.query(
      `CREATE UNIQUE INDEX "group_tokens_instance_group_key" ON "group_tokens" ("gitlab_instance_id", "group_path")`,
    );
    await runner.query(`ALTER TABLE "group_tokens" DROP COLUMN "described_at"`);
    await runner.query(`DROP TABLE "instance_budget_leases"`);
    await runner.query(`DROP TABLE "instance_budgets"`);
    await runner.query(`ALTER TABLE "instances" DROP COLUMN "gitlab_tier"`);
  }
}

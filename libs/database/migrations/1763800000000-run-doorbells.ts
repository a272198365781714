import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the doorbell and the sweeper need to know of a run; things that happen again and again. */
export class RunDoorbells1763800000000 implements MigrationInterface {
  name = 'RunDoorbells1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "runs" ADD "round" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "runs" ADD "rung_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now()`);
    await runner.query(`ALTER TABLE "runs" ADD "repeat" boolean NOT NULL DEFAULT false`);
    await runner.query(`CREATE INDEX "runs_kind_idx" ON "runs"  ("kind", "id")`);
    await runner.query(`CREATE INDEX "runs_trigger_idx" ON "runs"  ("trigger", "id")`);
    await runner.query(`CREATE INDEX "runs_started_at_idx" ON "runs"  ("started_at")`);
    await runner.query(
      `CREATE TABLE "periodic_tasks" ("name" character varying(60) NOT NULL, "next_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "lease_owner" text, "lease_until" TIMESTAMP(3) WITH TIME ZONE, "last_started_at" TIMESTAMP(3) WITH TIME ZONE, "last_finished_at" TIMESTAMP(3) WITH TIME ZONE, "last_error" text, CONSTRAINT "PK_b9516b217e64cdf6dbdd5e25d58" PRIMARY KEY ("name"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "periodic_tasks"`);
    await runner.query(`DROP INDEX "public"."runs_started_at_idx"`);
    await runner.query(`DROP INDEX "public"."runs_trigger_idx"`);
    await runner.query(`DROP INDEX "public"."runs_kind_idx"`);
    await runner.query(`ALTER TABLE "runs" DROP COLUMN "repeat"`);
    await runner.query(`ALTER TABLE "runs" DROP COLUMN "rung_at"`);
    await runner.query(`ALTER TABLE "runs" DROP COLUMN "round"`);
  }
}

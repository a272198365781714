import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mirrors that wait for approval, notices about their projects, and the rotation of their tokens. */
export class MirrorCare1763910000000 implements MigrationInterface {
  name = 'MirrorCare1763910000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "pairs" ADD "hold_suspicious_changes" boolean NOT NULL DEFAULT false, ADD "hold_branch_loss_percent" integer NOT NULL DEFAULT '50', ADD CONSTRAINT "pairs_hold_branch_loss_percent_check" CHECK (hold_branch_loss_percent between 1 and 100)`,
    );
    await runner.query(
      `ALTER TABLE "mirrors" ADD "project_notice" text, ADD "projects_checked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), ADD "source_snapshot" jsonb, ADD "held_at" TIMESTAMP(3) WITH TIME ZONE, ADD "held_reason" text, ADD "hold" jsonb, ADD "token_rotation_tried_at" TIMESTAMP(3) WITH TIME ZONE, ADD "token_rotation_error" text`,
    );
    await runner.query(`CREATE INDEX "mirrors_projects_checked_at_idx" ON "mirrors"  ("projects_checked_at")`);
    await runner.query(`CREATE INDEX "mirrors_held_at_idx" ON "mirrors"  ("held_at") WHERE held_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "mirrors" DROP COLUMN "project_notice", DROP COLUMN "projects_checked_at", DROP COLUMN "source_snapshot", DROP COLUMN "held_at", DROP COLUMN "held_reason", DROP COLUMN "hold", DROP COLUMN "token_rotation_tried_at", DROP COLUMN "token_rotation_error"`,
    );
    await runner.query(
      `ALTER TABLE "pairs" DROP COLUMN "hold_suspicious_changes", DROP COLUMN "hold_branch_loss_percent"`,
    );
  }
}

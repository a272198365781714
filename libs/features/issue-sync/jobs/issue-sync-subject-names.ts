import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Tx } from '@app/database';
import { RunSubjects, type SubjectName } from '@features/runs';

/** Says whose issues the runs of this feature sync. */
@Injectable()
export class IssueSyncSubjectNames implements OnModuleInit {
  constructor(
    private readonly tx: Tx,
    private readonly subjects: RunSubjects,
  ) {}

  onModuleInit(): void {
    for (const what of ['issue-sync', 'issue-hook']) this.subjects.register(what, (ids) => this.namesOf(ids));
  }

  private namesOf(ids: number[]): Promise<(SubjectName & { id: number })[]> {
    return this.tx.query(
      `select c.id, m.source_project_path as name, m.id as "mirrorId"
         from issue_mirrors c join mirrors m on m.id = c.mirror_id where c.id = any($1)`,
      [ids],
    );
  }
}

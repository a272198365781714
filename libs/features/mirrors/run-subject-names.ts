import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Tx } from '@app/database';
import { RunSubjects, type SubjectName } from '@features/runs';

/** Each takes ids and tells id, name and mirror of those that are there. */
const NAMES = {
  mirror: `select id, source_project_path as name, id as "mirrorId" from mirrors where id = any($1)`,
  pair: `select id, name, null as "mirrorId" from pairs where id = any($1)`,
  instance: `select id, name, null as "mirrorId" from instances where id = any($1)`,
  'group-follow': `select id, source_group_path as name, null as "mirrorId" from group_follows where id = any($1)`,
};

/** Says what the runs of this feature work on. */
@Injectable()
export class RunSubjectNames implements OnModuleInit {
  constructor(
    private readonly tx: Tx,
    private readonly subjects: RunSubjects,
  ) {}

  onModuleInit(): void {
    for (const [what, statement] of Object.entries(NAMES)) {
      this.subjects.register(what, (ids) => this.tx.query<SubjectName & { id: number }>(statement, [ids]));
    }
  }
}

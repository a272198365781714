import { Injectable } from '@nestjs/common';

/** What a run works on, for people. */
export interface SubjectName {
  /** `platform/core/api` */
  name: string;
  /** The mirror that it is about, if it is about one. */
  mirrorId: number | null;
}

/** Names those of these ids that are still there. */
export type Naming = (ids: number[]) => Promise<(SubjectName & { id: number })[]>;

/** Names for the subjects of runs. The features that own the things register here, because runs know none of them. */
@Injectable()
export class RunSubjects {
  private readonly namings = new Map<string, Naming>();

  /** @param what stands before the colon of the subject: `mirror` in `mirror:12` */
  register(what: string, naming: Naming): void {
    this.namings.set(what, naming);
  }

  /** By subject; without those that nobody names or that are gone. One question for each kind of thing. */
  async namesOf(subjects: string[]): Promise<Map<string, SubjectName>> {
    const wanted = new Map<string, Set<number>>();
    for (const subject of subjects) {
      const [what = '', id = ''] = subject.split(':');
      if (!this.namings.has(what) || !/^\d{1,15}$/.test(id)) continue;
      wanted.set(what, (wanted.get(what) ?? new Set()).add(Number(id)));
    }
    const named = [...wanted].map(async ([what, ids]) => {
      const found = (await this.namings.get(what)?.([...ids])) ?? [];
      return found.map(({ id, name, mirrorId }) => [`${what}:${id}`, { name, mirrorId }] as const);
    });
    return new Map((await Promise.all(named)).flat());
  }
}

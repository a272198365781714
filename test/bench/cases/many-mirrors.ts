import type { BenchLab, MirrorRow } from '../bench-lab';

export const MIRRORS_PER_PROJECT = 4;

/** Push mirrors on GitLab and here, four to a project. */
export async function manyMirrors(lab: BenchLab, projects: number): Promise<number[]> {
  const from = await lab.source.ask('projects', 'platform', projects);
  const to = await lab.target.ask('projects', 'backup', projects * MIRRORS_PER_PROJECT);
  const rows: MirrorRow[] = [];
  for (const [i, project] of from.entries()) {
    const ids = await lab.source.ask('pushMirrors', project.path, MIRRORS_PER_PROJECT);
    for (const [j, mirrorId] of ids.entries()) {
      const target = to[i * MIRRORS_PER_PROJECT + j];
      if (target) rows.push({ from: project, to: target, mirrorId });
    }
  }
  return lab.mirrors(rows);
}

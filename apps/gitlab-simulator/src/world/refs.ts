import { listRefs, setHead, writeProtected } from '../git/repository';
import { NO_COMMIT, type RefChange } from './events';
import { Access, type Project, type ProtectedBranch, type User } from './model';
import type { World } from './world';

export function protectBranch(
  world: World,
  project: Project,
  rule: Omit<ProtectedBranch, 'id'> = {
    name: 'main',
    pushLevel: Access.maintainer,
    mergeLevel: Access.maintainer,
    allowForcePush: false,
  },
): ProtectedBranch {
  const branch = { ...rule, id: world.id('protectedBranch') };
  project.protectedBranches.set(branch.id, branch);
  writeProtected(project);
  return branch;
}

/** Every change of branches and tags ends here, however it came: the first branch becomes the protected default, then the others hear of it. */
export async function refsChanged(world: World, project: Project, by: User, changes: RefChange[]): Promise<void> {
  if (changes.length === 0) return;
  const branches = changes.filter((change) => change.ref.startsWith('refs/heads/') && change.after !== NO_COMMIT);
  if (project.emptyRepo && branches[0]) {
    project.emptyRepo = false;
    const wanted = `refs/heads/${project.defaultBranch ?? 'main'}`;
    const first = branches.find((change) => change.ref === wanted) ?? branches[0];
    setHead(project, first.ref.slice('refs/heads/'.length));
    if (world.settings.protectDefaultBranch && project.protectedBranches.size === 0) {
      protectBranch(world, project, {
        name: project.defaultBranch ?? 'main',
        pushLevel: Access.maintainer,
        mergeLevel: Access.maintainer,
        allowForcePush: false,
      });
    }
  }
  if (changes.some((change) => change.after === NO_COMMIT)) project.emptyRepo = (await listRefs(project)).length === 0;
  project.lastActivityAt = world.now();
  world.events.emit('push', { project, by, changes });
}

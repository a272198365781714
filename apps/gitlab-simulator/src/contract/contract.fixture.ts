import { Client, num, text, type ContractTarget } from './client.fixture';
import { describeAccess } from './access.fixture';
import { describeIssues } from './issues.fixture';
import { describeMirrors } from './mirrors.fixture';
import { describeNotes } from './notes.fixture';
import type { Stage } from './stage.fixture';

/**
 * How a GitLab behaves, as its documentation says and as we rely on it. The same text runs against the simulator in every test run,
 * and against a real GitLab on demand: that is what keeps the simulator honest.
 */
export function describeContract(name: string, target: () => Promise<ContractTarget>): void {
  describe(`GitLab contract: ${name}`, () => {
    const stage = {} as Stage;

    beforeAll(async () => {
      stage.client = new Client(await target());
      const group = await stage.client.get(
        `/groups/${encodeURIComponent(stage.client.target.groupPath)}?with_projects=false`,
      );
      stage.groupId = num(group, 'id');
      const [major = 0, minor = 0] = text(await stage.client.get('/version'), 'version')
        .split('.')
        .map(Number);
      stage.version = [major, minor];
      const suffix = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
      stage.project = await stage.client.post('/projects', {
        name: `Contract ${suffix}`,
        path: `contract-${suffix}`,
        namespace_id: stage.groupId,
      });
      stage.base = `/projects/${num(stage.project, 'id')}`;
      const probe = await stage.client.get(`${stage.base}/issues`);
      const made = await stage.client.post(`${stage.base}/issues`, { title: 'Probe' });
      stage.premium = probe.status === 200 && 'weight' in (made.body as object);
    });

    afterAll(async () => {
      if (stage.base) await stage.client.delete(stage.base);
    });

    describeAccess(stage);
    describeIssues(stage);
    describeNotes(stage);
    describeMirrors(stage);
  });
}

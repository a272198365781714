import { describeContract } from '../../apps/gitlab-simulator/src/contract/contract.fixture';

/**
 * The simulator's contract against a real GitLab. Needs `E2E_LIVE_GITLAB=1` and, for one or two servers, `E2E_GITLAB_URL`,
 * `E2E_GITLAB_TOKEN` (personal, scope `api`, Owner of the group) and `E2E_GITLAB_GROUP_PATH`, the second with `_2` at the end.
 * It makes one project in the group and deletes it.
 */
const wanted = process.env.E2E_LIVE_GITLAB === '1';
let found = 0;

for (const suffix of ['', '_2']) {
  const [url, token, groupPath] = ['URL', 'TOKEN', 'GROUP_PATH'].map(
    (name) => process.env[`E2E_GITLAB_${name}${suffix}`],
  );
  if (!wanted || !url || !token || !groupPath) continue;
  found++;
  describeContract(url, () => Promise.resolve({ url: url.replace(/\/+$/, ''), token, groupPath }));
}

if (found === 0) {
  it.skip('needs E2E_LIVE_GITLAB=1, E2E_GITLAB_URL, E2E_GITLAB_TOKEN and E2E_GITLAB_GROUP_PATH', () => undefined);
}

import { describeContract } from './contract/contract.fixture';
import { startSimulator, type Simulator, type Tier } from '.';

const EDITIONS: readonly (readonly [string, Tier])[] = [
  ['18.5.0-ee', 'premium'],
  ['18.2.0', 'free'],
  ['16.11.0', 'free'],
];

for (const [version, tier] of EDITIONS) {
  describe(`simulator ${version} ${tier}`, () => {
    let gitlab: Simulator;

    afterAll(() => gitlab.stop());

    describeContract(`simulated ${version}`, async () => {
      gitlab = await startSimulator({ name: `contract-${version}`, version, tier });
      const owner = gitlab.world.createUser({ username: 'owner', name: 'Owner' });
      gitlab.world.createGroup({ path: 'contract', members: [[owner, 'owner']] });
      const token = gitlab.world.createToken({ user: owner, scopes: ['api'] });
      return { url: gitlab.url, token: token.token, groupPath: 'contract' };
    });
  });
}

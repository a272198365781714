import { Injectable } from '@nestjs/common';
import type { GitlabClient } from '@app/gitlab';
import { InstanceGateway, type Instance } from '@features/instances';
import { PairStore, type MirrorDirection, type MirrorTransport, type Pair } from '@features/pairs';
import { driverOf } from './gitlab/drivers';
import type { MirrorDriver } from './gitlab/mirror-driver';
import { effectiveSettings, valuesOf, type MirrorSettings } from './mirror-settings';
import type { Mirror } from './mirror.entity';

/** One of the two projects of a mirror and how to talk to its GitLab. */
export interface Side {
  instance: Instance;
  client: GitlabClient;
  projectId: number;
  projectPath: string;
}

/** All that is needed to do something about a mirror on GitLab. */
export interface MirrorContext {
  mirror: Mirror;
  pair: Pair;
  settings: MirrorSettings;
  /** Where GitLab keeps the mirror: the source for push, the target for pull. */
  owner: Side;
  /** The project that is pushed to or read from, and for which the credential is. */
  other: Side;
  driver: MirrorDriver;
  /** How the mirror is to reach the other project. */
  transport: MirrorTransport;
  /** Of the other instance, for a mirror over SSH; null over HTTPS. */
  hostKeys: string[] | null;
}

/** Pull mirrors go over HTTPS, whatever their pair says. */
export const transportOfMirror = (direction: MirrorDirection, pair: Pick<Pair, 'mirrorTransport'>): MirrorTransport =>
  direction === 'push' ? pair.mirrorTransport : 'https';

@Injectable()
export class MirrorContexts {
  constructor(
    private readonly pairs: PairStore,
    private readonly instances: InstanceGateway,
  ) {}

  async of(mirror: Mirror): Promise<MirrorContext> {
    const pair = await this.pairs.get(mirror.instancePairId);
    const [groups, source, target] = await Promise.all([
      this.pairs.groupDefaults(pair.id),
      this.side(pair.sourceInstanceId, mirror.sourceProjectId, mirror.sourceProjectPath),
      this.side(pair.targetInstanceId, mirror.targetProjectId, mirror.targetProjectPath),
    ]);
    const { sourceProjectPath, targetProjectPath, direction } = mirror;
    const settings = valuesOf(effectiveSettings({ mirror, groups, pair, sourceProjectPath, targetProjectPath }));
    const [owner, other] = direction === 'push' ? [source, target] : [target, source];
    const transport = transportOfMirror(direction, pair);
    const hostKeys = transport === 'ssh' ? other.instance.sshHostKeys : null;
    return { mirror, pair, settings, owner, other, driver: driverOf(direction), transport, hostKeys };
  }

  private async side(instanceId: number, projectId: number, projectPath: string): Promise<Side> {
    const instance = await this.instances.get(instanceId);
    return { instance, client: await this.instances.client(instance), projectId, projectPath };
  }
}

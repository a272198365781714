import { Injectable } from '@nestjs/common';
import { Clock } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { type GitlabClient, offersKeysetIssues } from '@app/gitlab';
import { DEFAULT_LIMITS, type SyncContext, type SyncPorts } from '@app/sync-engine';
import { type Instance, InstanceGateway } from '@features/instances';
import { instancesOf, type IssueMirror, routeOf } from '../config/issue-mirror.entity';
import { AttachmentCopier } from '../gitlab/attachment-copier';
import { readFacts } from '../gitlab/read-facts';
import { GitlabSourceReader } from '../gitlab/source-reader';
import { GitlabTargetWriter } from '../gitlab/target-writer';
import type { IssueRoute, RouteFacts } from '../store/issue-route.entity';
import { PostgresSyncStore } from '../store/postgres-sync-store.query';
import { RouteRepository } from './route.repository';

/** Rights, visibility and tier change rarely; what they allow must not be believed for long. */
const FACTS_FRESH_MS = 60 * 60_000;

/** For a comparison that was asked for although none are due by themselves. */
const EVERY_DAY = 24;

export interface SyncSetup {
  context: SyncContext;
  ports: SyncPorts;
}

interface Ends {
  source: Instance;
  target: Instance;
  sourceClient: GitlabClient;
  targetClient: GitlabClient;
}

/** Puts the engine between two real projects. */
@Injectable()
export class SyncPlaces {
  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly instances: InstanceGateway,
    private readonly routes: RouteRepository,
  ) {}

  /**
   * @param config as `getForRun` reads it
   * @throws AppError rule when one of the projects can't take part
   */
  async connect(config: IssueMirror, signal: AbortSignal): Promise<SyncSetup> {
    const route = routeOf(config);
    const { source, target } = instancesOf(config);
    const [sourceClient, targetClient] = await Promise.all([
      this.instances.client(source),
      this.instances.client(target),
    ]);
    const ends: Ends = { source, target, sourceClient, targetClient };
    const facts = await this.facts(config, route, ends, signal);
    return { context: this.context(config, route, ends, facts), ports: this.ports(config, route, ends) };
  }

  private async facts(config: IssueMirror, route: IssueRoute, ends: Ends, signal: AbortSignal): Promise<RouteFacts> {
    const now = this.clock.now();
    const known = route.facts && areFresh(route.facts, config, now) ? route.facts : null;
    if (known && known.weights !== null) return known;
    const { copies, routes, isReadByOthers } = await this.routes.aroundTarget(route);
    // The first copies put a guessed tier right; while there are none, asking again tells nothing new.
    if (known && copies === 0) return known;
    const facts = await readFacts(
      {
        source: placeOf(ends.source, ends.sourceClient, route.sourceProjectId),
        target: placeOf(ends.target, ends.targetClient, route.targetProjectId),
        usernames: Object.values(config.userMapping),
        copies,
        onlyRoute: routes === 1,
        isReadByOthers,
      },
      now,
      signal,
    );
    await this.routes.saveFacts(route.id, facts);
    return facts;
  }

  private context(config: IssueMirror, route: IssueRoute, { source, target }: Ends, facts: RouteFacts): SyncContext {
    return {
      source: {
        ...sideOf(source, route.sourceProjectId, facts.sourceProjectPath),
        seesConfidential: facts.seesConfidential,
      },
      target: {
        ...sideOf(target, route.targetProjectId, facts.targetProjectPath),
        premium: facts.premium,
        weights: facts.weights ?? false,
        canBackdate: facts.canBackdate,
        backdatesChanges: facts.backdatesChanges,
        canSetIid: facts.canSetIid,
        isPublic: facts.isPublic,
      },
      limits: {
        ...DEFAULT_LIMITS,
        attachmentBytes: this.settings.get('MAX_ATTACHMENT_MB') * 1024 * 1024,
        reconcileHours: config.reconcileRequested ? EVERY_DAY : config.reconcileIntervalHours,
      },
      targetUserIds: new Map(Object.entries(facts.targetUserIds)),
    };
  }

  private ports(
    config: IssueMirror,
    route: IssueRoute,
    { source, target, sourceClient, targetClient }: Ends,
  ): SyncPorts {
    return {
      source: new GitlabSourceReader(sourceClient, route.sourceProjectId, offersKeysetIssues(source.gitlabVersion)),
      target: new GitlabTargetWriter(targetClient, route.targetProjectId, {
        userId: target.tokenUserId,
        areKnown: (uploadIds) => this.routes.knownUploads(route, uploadIds),
      }),
      attachments: new AttachmentCopier(sourceClient, targetClient, route.targetProjectId),
      store: new PostgresSyncStore(this.tx, config.id, route),
      clock: this.clock,
    };
  }
}

/** After a failure, or a change of the config, everything is asked again. */
const areFresh = (facts: RouteFacts, config: IssueMirror, now: Date): boolean => {
  const readAt = Date.parse(facts.readAt);
  return (
    now.getTime() - readAt < FACTS_FRESH_MS &&
    config.updatedAt.getTime() < readAt &&
    config.lastSyncStatus !== 'failed' &&
    config.lastSyncStatus !== 'partial'
  );
};

const placeOf = (instance: Instance, client: GitlabClient, projectId: number) => ({
  client,
  instanceName: instance.name,
  projectId,
  tier: instance.gitlabTier,
});

const sideOf = (instance: Instance, projectId: number, projectPath: string) => ({
  instanceId: instance.id,
  baseUrl: instance.url,
  projectId,
  projectPath,
  userId: instance.tokenUserId,
});

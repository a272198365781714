import { DeployKeysApi } from './api/deploy-keys';
import { DiscussionsApi } from './api/discussions';
import { GitAccess } from './api/git-access';
import { GroupsApi } from './api/groups';
import { HooksApi } from './api/hooks';
import { IssueLinksApi } from './api/issue-links';
import { IssuesApi } from './api/issues';
import { LabelsApi } from './api/labels';
import { MetadataApi } from './api/metadata';
import { MilestonesApi } from './api/milestones';
import { NamespacesApi } from './api/namespaces';
import { NotesApi } from './api/notes';
import { ProjectsApi } from './api/projects';
import { PullMirrorsApi } from './api/pull-mirrors';
import { RemoteMirrorsApi } from './api/remote-mirrors';
import { BranchesApi, CommitsApi, ProtectedBranchesApi, TagsApi } from './api/repository';
import { TimeTrackingApi } from './api/time-tracking';
import { ResourceTokensApi, TokensApi } from './api/tokens';
import { UploadsApi } from './api/uploads';
import { UsersApi } from './api/users';
import type { RequestBudget } from './budget/request-budget';
import { CircuitBreaker } from './circuit-breaker';
import { GitlabHttp, type TokenSource } from './http/gitlab-http';
import type { RequestRecorder } from './http/recorder';
import { DEFAULT_RETRY, type RetrySettings } from './http/retry';
import { Network, type NetworkSettings } from './net/network';
import { systemTiming, type Timing } from './timing';

export interface GitlabClientOptions {
  /** Address of the instance as users see it, without `/api/v4`. */
  baseUrl: string;
  /** Name of the instance as the user knows it. */
  instanceName: string;
  token: TokenSource;
  budget: RequestBudget;
  /** Settings, or connections shared with other clients. */
  network?: Network | NetworkSettings;
  breaker?: CircuitBreaker;
  recorder?: RequestRecorder;
  retry?: Partial<RetrySettings>;
  timing?: Timing;
}

/** Typed calls to one GitLab instance with one token. Every failure is a `ForeignError`. */
export class GitlabClient {
  readonly metadata: MetadataApi;
  readonly users: UsersApi;
  readonly tokens: TokensApi;
  readonly projects: ProjectsApi;
  readonly groups: GroupsApi;
  readonly namespaces: NamespacesApi;
  readonly remoteMirrors: RemoteMirrorsApi;
  readonly projectTokens: ResourceTokensApi;
  readonly groupTokens: ResourceTokensApi;
  readonly deployKeys: DeployKeysApi;
  readonly issues: IssuesApi;
  readonly notes: NotesApi;
  readonly labels: LabelsApi;
  readonly pullMirrors: PullMirrorsApi;
  readonly branches: BranchesApi;
  readonly tags: TagsApi;
  readonly commits: CommitsApi;
  readonly protectedBranches: ProtectedBranchesApi;
  readonly issueLinks: IssueLinksApi;
  readonly discussions: DiscussionsApi;
  readonly milestones: MilestonesApi;
  readonly timeTracking: TimeTrackingApi;
  readonly uploads: UploadsApi;
  readonly groupUploads: UploadsApi;
  readonly hooks: HooksApi;
  readonly git: GitAccess;

  constructor(options: GitlabClientOptions) {
    const timing = options.timing ?? systemTiming;
    const network = options.network instanceof Network ? options.network : new Network(options.network);
    const http = new GitlabHttp({
      baseUrl: options.baseUrl,
      instanceName: options.instanceName,
      token: options.token,
      budget: options.budget,
      breaker: options.breaker ?? new CircuitBreaker(() => timing.now()),
      network,
      retry: { ...DEFAULT_RETRY, ...options.retry },
      recorder: options.recorder,
      timing,
    });
    this.metadata = new MetadataApi(http);
    this.users = new UsersApi(http);
    this.tokens = new TokensApi(http);
    this.projects = new ProjectsApi(http);
    this.groups = new GroupsApi(http);
    this.namespaces = new NamespacesApi(http);
    this.remoteMirrors = new RemoteMirrorsApi(http);
    this.projectTokens = new ResourceTokensApi(http, 'project');
    this.groupTokens = new ResourceTokensApi(http, 'group');
    this.deployKeys = new DeployKeysApi(http);
    this.issues = new IssuesApi(http);
    this.notes = new NotesApi(http);
    this.labels = new LabelsApi(http);
    this.pullMirrors = new PullMirrorsApi(http);
    this.branches = new BranchesApi(http);
    this.tags = new TagsApi(http);
    this.commits = new CommitsApi(http);
    this.protectedBranches = new ProtectedBranchesApi(http);
    this.issueLinks = new IssueLinksApi(http);
    this.discussions = new DiscussionsApi(http);
    this.milestones = new MilestonesApi(http);
    this.timeTracking = new TimeTrackingApi(http);
    this.uploads = new UploadsApi(http, 'project');
    this.groupUploads = new UploadsApi(http, 'group');
    this.hooks = new HooksApi(http);
    this.git = new GitAccess({ instanceName: options.instanceName, network, timing });
  }
}

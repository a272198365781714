import type { CallOptions, GitlabClient } from '@app/gitlab';
import type { MirrorSettings } from '../mirror-settings';
import type { GitlabState } from './gitlab-state';

/** A mirror as GitLab has it. */
export interface GitlabMirror {
  id: number;
  enabled: boolean;
  /** Credentials masked or absent: only host and path count. */
  url: string;
  overwriteDiverged: boolean | null;
  /** Undefined where GitLab doesn't tell. */
  onlyProtectedBranches: boolean | undefined;
  /** Undefined where GitLab doesn't tell. */
  branchRegex: string | null | undefined;
  /** Pull only. */
  triggerBuilds: boolean | undefined;
  /** Fingerprints, sorted, of the hosts that an SSH mirror trusts; undefined where GitLab doesn't tell. */
  hostKeys: string[] | undefined;
  state: GitlabState;
}

/** A mirror just made. Its state is null where GitLab doesn't tell it together with the answer. */
export type MadeMirror = Pick<GitlabMirror, 'id' | 'hostKeys'> & { state: GitlabState | null };

export interface WantedMirror {
  enabled: boolean;
  settings: MirrorSettings;
  /** Of the other host, for a mirror over SSH; null over HTTPS. */
  hostKeys: string[] | null;
}

export interface Credential {
  user: string;
  token: string;
}

/** How one direction of mirroring is done on GitLab. All calls go to the project that does the mirroring. */
export interface MirrorDriver {
  list(client: GitlabClient, projectId: number, options?: CallOptions): Promise<GitlabMirror[]>;
  /** @throws ForeignError not_found when GitLab has it no more */
  read(client: GitlabClient, projectId: number, id: number, options?: CallOptions): Promise<GitlabMirror>;
  create(
    client: GitlabClient,
    projectId: number,
    url: string,
    /** Null over SSH: GitLab makes a key pair. */
    credential: Credential | null,
    wanted: WantedMirror,
    options?: CallOptions,
  ): Promise<MadeMirror>;
  /** Sets who answers for a mirror that was just created, where that is wanted. Creating it set the user of our token. */
  appoint(client: GitlabClient, projectId: number, settings: MirrorSettings, options?: CallOptions): Promise<void>;
  /** Sends only what differs from `current`; returns what GitLab has afterwards. */
  change(
    client: GitlabClient,
    projectId: number,
    current: GitlabMirror,
    wanted: WantedMirror,
    options?: CallOptions,
  ): Promise<GitlabMirror>;
  /** Success means "asked", not "done". */
  trigger(client: GitlabClient, projectId: number, id: number, options?: CallOptions): Promise<void>;
  /** @throws ForeignError not_found when GitLab has it no more */
  remove(client: GitlabClient, projectId: number, id: number, options?: CallOptions): Promise<void>;
}

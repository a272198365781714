import { Injectable } from '@nestjs/common';
import { Clock, ForeignError, isTemporary } from '@app/common';
import { Tx } from '@app/database';
import type { CallOptions } from '@app/gitlab';
import type { Pair } from '@features/pairs';
import {
  currentKeyLeftover,
  currentTokenLeftover,
  mirrorLeftover,
  nextKeyLeftover,
  nextTokenLeftover,
  type NewLeftover,
} from '../clean-up/leftovers';
import { LeftoversRepository } from '../clean-up/leftovers.repository';
import { hostAndPath, repositoryUrl, transportOf } from '../gitlab/git-url';
import { stateOf, type GitlabState } from '../gitlab/gitlab-state';
import type { MadeMirror } from '../gitlab/mirror-driver';
import { wantedOf } from '../hold/wanted';
import { pullRefusal } from '../gitlab/needs-premium';
import type { MirrorContext } from '../mirror-context';
import type { Mirror } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { MirrorSyncsRepository } from '../sync/mirror-syncs.repository';
import { Credentials, type ChosenCredential } from './credentials';
import { makingRoom } from './make-room';
import { MirrorGone } from './mirror-gone';
import { isRefusal } from './refusal';
import { SshAccess } from './ssh-access';
import { accessColumnsAfter, type Access } from './token-columns';

export interface InstallOptions extends CallOptions {
  /** Where the other repository is, when the caller knows; else GitLab is asked. */
  url?: string;
  /** A new project access token even though there is one. */
  renewToken?: boolean;
}

export interface Installed {
  mirror: Mirror;
  /** What GitLab told about its updates; null where it told nothing. */
  state: GitlabState | null;
}

/**
 * Puts GitLab's mirror in place: for a new mirror of ours, and again whenever its URL or credential changes, which GitLab
 * can't do for push mirrors. Each step first looks whether it is done already and stores what GitLab answers at once, so
 * that it can be killed anywhere and run again. What the new mirror replaces becomes a leftover in the same transaction.
 */
@Injectable()
export class Installer {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly leftovers: LeftoversRepository,
    private readonly credentials: Credentials,
    private readonly ssh: SshAccess,
    private readonly syncs: MirrorSyncsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ForeignError, AppError (the credential) or MirrorGone */
  async install(
    context: MirrorContext,
    { url: known, renewToken = false, ...options }: InstallOptions,
  ): Promise<Installed> {
    const url = await this.url(context, known, options);
    const credential = context.transport === 'ssh' ? null : await this.credentials.choose(context, options, renewToken);
    await this.ssh.forgetOtherTransport(context, url);
    const lost = context.mirror.mirrorIntentAt === null ? null : await this.findLost(context, options);
    const made = lost ?? (await this.create(context, url, credential, options));
    // A mirror over SSH gets its key only now: GitLab makes it together with the mirror.
    const access = credential ?? (await this.ssh.open(context, made, options));
    const refusal = await this.appoint(context, options);
    const mirror = await this.store(context, made, url, access);
    if (refusal !== null) throw refusal;
    return { mirror, state: made.state };
  }

  /**
   * Returns the refusal where GitLab's mirror was there before: it has its new credential already, and that has to be
   * stored first. A new one goes again with all that was made for it.
   */
  private async appoint(
    { mirror, settings, owner, driver }: MirrorContext,
    options: CallOptions,
  ): Promise<Error | null> {
    try {
      await driver.appoint(owner.client, owner.projectId, settings, options);
      return null;
    } catch (error) {
      if (mirror.mirrorId === null || !isRefusal(error)) throw error;
      return error;
    }
  }

  /** Of the transport that counts now: a caller may have been told before it changed. */
  private async url(
    { other, transport }: MirrorContext,
    known: string | undefined,
    options: CallOptions,
  ): Promise<string> {
    if (known !== undefined && transportOf(known) === transport) return known;
    return repositoryUrl(transport, other.instance.url, await other.client.projects.get(other.projectId, options));
  }

  private async create(
    context: MirrorContext,
    url: string,
    credential: ChosenCredential | null,
    options: CallOptions,
  ): Promise<MadeMirror> {
    const { mirror, owner, driver } = context;
    const intent = { mirrorIntentAt: this.clock.now(), mirrorUrl: url };
    if (!(await this.mirrors.update(mirror.id, intent))) throw new MirrorGone();
    Object.assign(mirror, intent);
    const make = (): Promise<MadeMirror> =>
      driver.create(owner.client, owner.projectId, url, credential, wantedOf(context), options);
    try {
      return await makingRoom(context, make, options);
    } catch (error) {
      if (error instanceof ForeignError && error.ambiguous) {
        const found = await this.findLost(context, options);
        if (found !== null) return found;
      } else if (!isTemporary(error)) {
        await this.mirrors.update(mirror.id, { mirrorIntentAt: null });
        mirror.mirrorIntentAt = null;
      }
      throw mirror.direction === 'pull' ? pullRefusal(error, owner) : error;
    }
  }

  /** The mirror that GitLab made although we never got its answer: leads to the same place and belongs to no other row. */
  private async findLost({ mirror, owner, driver }: MirrorContext, options: CallOptions): Promise<MadeMirror | null> {
    // Configuring a pull mirror can be repeated: nothing to look for.
    if (mirror.direction === 'pull') return null;
    const wanted = hostAndPath(mirror.mirrorUrl ?? '');
    const taken = new Set([
      ...(await this.mirrors.ownedGitlabIds(owner.instance.url, owner.projectId, mirror.direction)),
      ...(await this.leftovers.idsOn(owner.instance.id, owner.projectId)),
    ]);
    const all = await driver.list(owner.client, owner.projectId, options);
    return all.find(({ id, url }) => hostAndPath(url) === wanted && !taken.has(id)) ?? null;
  }

  private async store(context: MirrorContext, made: MadeMirror, url: string, access: Access): Promise<Mirror> {
    const { mirror, pair } = context;
    const stored = await this.tx.run(async () => {
      const row = await this.mirrors.lock(mirror.id);
      if (row === null) {
        // Deleted just now: its leftovers know the mirror by its URL only, and we know the id.
        await this.leftovers.add([mirrorLeftover(mirror, pair, made.id)]);
        return null;
      }
      const columns = accessColumnsAfter(row, access);
      await this.leftovers.add(replacedBy(row, pair, made.id, columns));
      if (isReplaced(row, made.id)) await this.syncs.askAgain(row.id);
      await this.mirrors.update(mirror.id, {
        mirrorId: made.id,
        mirrorUrl: url,
        givenBranchRegex: context.settings.mirrorBranchRegex,
        mirrorIntentAt: null,
        phase: 'active',
        ...(made.state === null ? {} : stateOf(made.state)),
        ...columns,
      });
      return this.mirrors.lock(mirror.id);
    });
    if (stored === null) throw new MirrorGone();
    return stored;
  }
}

/** GitLab can't change a push mirror's address: it has a new one in its place. */
const isReplaced = (row: Mirror, gitlabId: number): boolean =>
  row.direction === 'push' && row.mirrorId !== null && row.mirrorId !== gitlabId;

/** What has to go once GitLab has the mirror with this id and this token or key is in use. */
function replacedBy(row: Mirror, pair: Pair, gitlabId: number, access: Partial<Mirror>): NewLeftover[] {
  const otherToken = access.mirrorTokenName !== undefined;
  const otherKey = access.deployKeyId !== row.deployKeyId;
  return [
    ...(isReplaced(row, gitlabId) ? [mirrorLeftover(row, pair, row.mirrorId)] : []),
    ...(otherToken ? currentTokenLeftover(row, pair) : []),
    ...(access.mirrorTokenName === null ? nextTokenLeftover(row, pair) : []),
    ...(otherKey ? currentKeyLeftover(row, pair) : []),
    ...(access.deployKeyId === null ? nextKeyLeftover(row, pair) : []),
  ];
}

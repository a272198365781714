import { Injectable } from '@nestjs/common';
import type { CallOptions } from '@app/gitlab';
import { checkBranchFilter } from '@features/pairs';
import type { GroupRequest } from '../group-request';
import { planGroup, type GroupPlan } from './group-plan';
import { GroupReader, type ReadGroups } from './group-reader';
import { KnownMirrorsQuery } from './known-mirrors.query';

export interface PlannedGroup extends ReadGroups {
  plan: GroupPlan;
}

/** Plans the mirroring of whole groups; reads only. */
@Injectable()
export class GroupPlanner {
  constructor(
    private readonly reader: GroupReader,
    private readonly mirrors: KnownMirrorsQuery,
  ) {}

  /** @throws AppError 404, 400, 422; ForeignError when anything could not be read */
  async plan(request: GroupRequest, options: CallOptions = {}): Promise<PlannedGroup> {
    checkBranchFilter({
      onlyMirrorProtectedBranches: request.overrides.only_mirror_protected_branches ?? null,
      mirrorBranchRegex: request.overrides.mirror_branch_regex ?? null,
    });
    const groups = await this.reader.read(request, options);
    const { pair, source, target } = groups;
    const mirrors = await this.mirrors.about(
      pair,
      source.projects.map(({ id }) => id),
      target.projects.map(({ id }) => id),
    );
    return { ...groups, plan: planGroup(source, target, mirrors, request) };
  }
}

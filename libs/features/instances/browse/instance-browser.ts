import { Injectable } from '@nestjs/common';
import { brokenRule, isFailure } from '@app/common';
import {
  ACCESS,
  type CallOptions,
  type GitlabClient,
  type GitlabPage,
  type GitlabProject,
  type GitlabPullMirror,
  type Listing,
} from '@app/gitlab';
import { InstanceGateway } from '../gitlab-access/instance-gateway';
import type { Instance } from '../instance.entity';
import { type GroupView, groupView, type ProjectMirrorsView, type ProjectView } from './browse.view';
import { projectView, pullMirrorView, pushMirrorView } from './browse.view';
import { pageWindow } from './page-window';

export interface BrowseRequest {
  page: number;
  perPage: number;
  search?: string | undefined;
  membership?: boolean | undefined;
}

/** A page of what GitLab has; `total` is null where GitLab does not count (above 10,000). */
export interface BrowsePage<T> {
  items: T[];
  total: number | null;
  page: number;
  perPage: number;
  hasNext: boolean;
}

const GET_ALL_LIMIT = 10_000;
const INTERACTIVE: CallOptions = { priority: 'interactive' };

/** Looks around on an instance: projects, groups, and the mirrors that are there already. */
@Injectable()
export class InstanceBrowser {
  constructor(private readonly gateway: InstanceGateway) {}

  async projects(
    id: number,
    request: BrowseRequest & { group?: string | undefined },
  ): Promise<BrowsePage<ProjectView>> {
    const { instance, client } = await this.open(id);
    const page = await readWindow(request, (at) => {
      const query = { ...searchQuery(request.search), order_by: 'path', sort: 'asc', ...at } as const;
      if (request.group === undefined) {
        return client.projects.page(
          { ...query, search_namespaces: true, ...memberProjects(instance, request) },
          INTERACTIVE,
        );
      }
      return client.groups.projectsPage(refOf(request.group), { ...query, include_subgroups: true }, INTERACTIVE);
    });
    return { ...page, items: page.items.map(projectView) };
  }

  /** @throws AppError (400) when there are too many to hold them all */
  async allProjects(
    id: number,
    request: Omit<BrowseRequest, 'page' | 'perPage'> & { group?: string | undefined },
  ): Promise<ProjectView[]> {
    const { instance, client } = await this.open(id);
    const query = { ...searchQuery(request.search), order_by: 'id', sort: 'asc' } as const;
    const listing: Listing<GitlabProject> =
      request.group === undefined
        ? client.projects.list(
            { ...query, search_namespaces: true, pagination: 'keyset', ...memberProjects(instance, request) },
            INTERACTIVE,
          )
        : client.groups.projects(refOf(request.group), { ...query, include_subgroups: true }, INTERACTIVE);
    const projects: ProjectView[] = [];
    for await (const project of listing) {
      projects.push(projectView(project));
      if (projects.length > GET_ALL_LIMIT) {
        const message = `There are more than ${GET_ALL_LIMIT} projects; narrow them down with search or group, or read them page by page.`;
        throw brokenRule('too_many_projects', message, 'get_all');
      }
    }
    return projects;
  }

  async groups(id: number, request: BrowseRequest): Promise<BrowsePage<GroupView>> {
    const { instance, client } = await this.open(id);
    const memberOnly = request.membership ?? isPublicWorld(instance);
    const page = await readWindow(request, (at) =>
      client.groups.page(
        {
          ...searchQuery(request.search),
          ...(memberOnly ? { min_access_level: ACCESS.guest } : { all_available: true }),
          order_by: 'path',
          sort: 'asc',
          ...at,
        },
        INTERACTIVE,
      ),
    );
    return { ...page, items: page.items.map(groupView) };
  }

  async mirrors(id: number, projectId: number): Promise<ProjectMirrorsView> {
    const { client } = await this.open(id);
    const [push, pull] = await Promise.all([
      client.remoteMirrors.list(projectId, INTERACTIVE).all(),
      readPullMirror(client, projectId),
    ]);
    const mirrors = push.map(pushMirrorView);
    if (pull !== null) mirrors.push(pullMirrorView(pull));
    return { project_id: projectId, mirrors };
  }

  private async open(id: number): Promise<{ instance: Instance; client: GitlabClient }> {
    const instance = await this.gateway.get(id);
    return { instance, client: await this.gateway.client(instance) };
  }
}

/** Null without a pull mirror, and where the tier has none. */
async function readPullMirror(client: GitlabClient, projectId: number): Promise<GitlabPullMirror | null> {
  try {
    return await client.pullMirrors.get(projectId, INTERACTIVE);
  } catch (error) {
    if (isFailure(error, 'unsupported', 'permission')) return null;
    throw error;
  }
}

/** One of our pages, read as one or several pages of GitLab at the same time. */
async function readWindow<T>(
  { page, perPage }: BrowseRequest,
  read: (at: { page: number; per_page: number }) => Promise<GitlabPage<T>>,
): Promise<BrowsePage<T>> {
  const window = pageWindow(page, perPage);
  const pages = await Promise.all(window.pages.map((at) => read({ page: at, per_page: window.perPage })));
  const items = pages.flatMap((part) => part.items);
  return {
    items: items.slice(window.skip, window.skip + perPage),
    total: pages[0]?.total ?? null,
    page,
    perPage,
    hasNext: pages.at(-1)?.next != null || items.length > window.skip + perPage,
  };
}

const searchQuery = (search: string | undefined): { search?: string } =>
  search === undefined || search.trim() === '' ? {} : { search: search.trim() };

const isPublicWorld = (instance: Instance): boolean => new URL(instance.url).hostname === 'gitlab.com';

const memberProjects = (
  instance: Instance,
  { membership }: Pick<BrowseRequest, 'membership'>,
): { membership?: boolean } => ((membership ?? isPublicWorld(instance)) ? { membership: true } : {});

/** A numeric group reference is an id. */
const refOf = (group: string): number | string =>
  /^\d{1,15}$/.test(group) ? Number(group) : group.replace(/^\/+|\/+$/g, '');

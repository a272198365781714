import { commitsBySha, log } from '../git/commits';
import { isProtected, listRefs } from '../git/repository';
import { maskUrl } from '../git/remote';
import { formatDuration } from '../world/duration';
import { availableLabels } from '../world/labels';
import { fullPath, projectPath, tree } from '../world/membership';
import type { Issue, Namespace, Note, Project } from '../world/model';
import type { World } from '../world/world';
import { html, type Html } from './html';
import { ago, labelChip, page, projectLink, who } from './layout';
import { markdown } from './markdown';

const SHOWN = 100;

const projectRow = (world: World, project: Project): Html =>
  html`<li>
    ${projectLink(project)}
    <span class="badge">${project.visibility}</span>${project.archived && html` <span class="badge">archived</span>`}
    <div class="muted">
      ${world.issues(project).openCount} open issues · active ${ago(world, project.lastActivityAt)}
    </div>
  </li>`;

export function homePage(world: World): string {
  const groups = [...world.namespaces.values()].filter((one) => one.kind === 'group' && one.parent === null);
  const personal = [...world.projects.values()].filter((project) => project.namespace.kind === 'user');
  const cards = groups.map((group) => groupCard(world, group));
  const own =
    personal.length > 0 &&
    html`<section class="card">
      <h2>Personal projects</h2>
      <ul class="rows">
        ${personal.map((p) => projectRow(world, p))}
      </ul>
    </section>`;
  return page(
    world,
    'Projects',
    html`<h1>Projects</h1>
      ${cards.length === 0 && html`<p class="muted">Nothing here yet.</p>`}${cards}${own}`,
  );
}

function groupCard(world: World, group: Namespace): Html {
  const projects = [...tree(group)].flatMap((one) => [...one.projects]).slice(0, SHOWN);
  return html`<section class="card">
    <h2><a href="/groups/${fullPath(group)}">${fullPath(group)}</a></h2>
    <ul class="rows">
      ${projects.map((project) => projectRow(world, project))}
    </ul>
  </section>`;
}

export const groupPage = (world: World, group: Namespace): string =>
  page(
    world,
    fullPath(group),
    html`<h1>${fullPath(group)}</h1>
      ${groupCard(world, group)}`,
  );

function issueRow(world: World, issue: Issue): Html {
  return html`<li>
    <a href="/${projectPath(issue.project)}/-/issues/${issue.iid}">${issue.title}</a>
    ${issue.confidential && html`<span class="badge">confidential</span>`} ${issue.labels.map(labelChip)}
    <div class="muted">
      #${issue.iid} · <span class="${issue.state}">${issue.state}</span> · ${issue.author.name} ·
      ${issue.userNotesCount} comments · updated ${ago(world, issue.updatedAt)}
    </div>
  </li>`;
}

async function branches(world: World, project: Project): Promise<Html> {
  const refs = (await listRefs(project)).slice(0, SHOWN);
  const commits = await commitsBySha(
    project,
    refs.map((ref) => ref.commit),
  );
  const rows = refs.map((ref) => {
    const commit = commits.get(ref.commit);
    const tag = ref.name.startsWith('refs/tags/');
    const name = ref.name.replace(/^refs\/(heads|tags)\//, '');
    return html`<li>
      <b>${name}</b>
      ${tag && html`<span class="badge">tag</span>`}${name === project.defaultBranch && !tag && html`<span class="badge">default</span>`}
      ${!tag && isProtected(project, name) && html`<span class="badge">protected</span>`}
      <div class="muted">
        <code>${ref.commit.slice(0, 8)}</code> ${commit?.title} · ${commit && ago(world, commit.committedAt * 1000)}
      </div>
    </li>`;
  });
  return html`<section class="card">
    <h2>Branches and tags</h2>
    ${
      rows.length === 0
        ? html`<p class="muted">The repository is empty.</p>`
        : html`<ul class="rows">
            ${rows}
          </ul>`
    }
  </section>`;
}

async function history(world: World, project: Project): Promise<Html | null> {
  const commits = project.emptyRepo
    ? []
    : await log(project, [`refs/heads/${project.defaultBranch ?? 'main'}`], { limit: 10 });
  if (commits.length === 0) return null;
  const rows = commits.map(
    (commit) =>
      html`<li>
        ${commit.title}
        <div class="muted">
          <code>${commit.sha.slice(0, 8)}</code> ${commit.authorName} · ${ago(world, commit.committedAt * 1000)}
        </div>
      </li>`,
  );
  return html`<section class="card">
    <h2>Newest commits on ${project.defaultBranch}</h2>
    <ul class="rows">
      ${rows}
    </ul>
  </section>`;
}

function mirrors(world: World, project: Project): Html | null {
  const push = [...project.pushMirrors.values()].map(
    (mirror) =>
      html`<li>
        push to ${maskUrl(mirror.url)} <span class="badge">${mirror.enabled ? mirror.status : 'disabled'}</span>
        <div class="muted">
          ${mirror.lastError ?? (mirror.lastSuccessfulUpdateAt ? html`done ${ago(world, mirror.lastSuccessfulUpdateAt)}` : 'never ran')}
        </div>
      </li>`,
  );
  const { pullMirror } = project;
  const pull =
    pullMirror &&
    html`<li>
      pull from ${maskUrl(pullMirror.url)} <span class="badge">${pullMirror.status}</span>
      <div class="muted">${pullMirror.lastError}</div>
    </li>`;
  if (push.length === 0 && !pull) return null;
  return html`<section class="card">
    <h2>Mirrors</h2>
    <ul class="rows">
      ${push}${pull}
    </ul>
  </section>`;
}

export async function projectPage(world: World, project: Project): Promise<string> {
  const path = projectPath(project);
  const store = world.issues(project);
  const issues: Issue[] = [];
  for (let at = store.byUpdate.length - 1; at >= 0 && issues.length < SHOWN; at--) {
    const issue = store.byUpdate.at(at);
    if (issue) issues.push(issue);
  }
  const labels = [...availableLabels(project)];
  return page(
    world,
    path,
    html`<div>
        <h1>${path}</h1>
        <p class="muted">${project.description}</p>
        <code>git clone ${world.publicUrl}/${path}.git</code>
      </div>
      <div class="columns">
        <div>
          <section class="card">
            <h2>Issues <span class="muted">${store.size}</span></h2>
            ${
              issues.length === 0
                ? html`<p class="muted">No issues yet.</p>`
                : html`<ul class="rows">
                    ${issues.map((issue) => issueRow(world, issue))}
                  </ul>`
            }
          </section>
        </div>
        <div style="display:grid;gap:1.25rem;align-content:start">
          ${mirrors(world, project)}${await branches(world, project)}${await history(world, project)}
          ${
            labels.length > 0 &&
            html`<section class="card">
              <h2>Labels</h2>
              ${labels.map(labelChip)}
            </section>`
          }
        </div>
      </div>`,
  );
}

function noteBlock(world: World, issue: Issue, note: Note, reply: boolean): Html {
  const uploads = `/_simulator/uploads/${issue.project.id}`;
  if (note.system)
    return html`<div class="system">${note.author.name} ${note.body} · ${ago(world, note.createdAt)}</div>`;
  return html`<section id="note_${note.id}" class="card${reply ? ' reply' : ''}${note.internal ? ' internal' : ''}">
    <div class="muted">
      ${who(note.author)} ·
      ${ago(world, note.createdAt)}${note.internal && ' · internal'}${note.updatedAt > note.createdAt && ' · edited'}
    </div>
    ${markdown(note.body, uploads)}
  </section>`;
}

function fields(issue: Issue): Html {
  const rows: [string, string | null][] = [
    ['Milestone', issue.milestone?.title ?? null],
    [
      'Iteration',
      issue.iteration && (issue.iteration.title ?? `${issue.iteration.startDate} – ${issue.iteration.dueDate}`),
    ],
    ['Epic', issue.epic && `&${issue.epic.iid} ${issue.epic.title}`],
    ['Assignees', issue.assignees.map((user) => user.name).join(', ') || null],
    ['Weight', issue.weight === null ? null : String(issue.weight)],
    ['Due', issue.dueDate],
    ['Estimate', formatDuration(issue.timeEstimate)],
    ['Spent', formatDuration(issue.timeSpent)],
    ['Moved to', issue.movedTo && `${projectPath(issue.movedTo.project)}#${issue.movedTo.iid}`],
  ];
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  return html`${shown.map(([name, value]) => html`<div class="muted">${name}: <span style="color:var(--text)">${value}</span></div>`)}`;
}

export function issuePage(world: World, issue: Issue): string {
  const uploads = `/_simulator/uploads/${issue.project.id}`;
  const notes = [...issue.notes].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  const firsts = new Map<string, Note[]>();
  for (const note of notes) firsts.set(note.discussionId, [...(firsts.get(note.discussionId) ?? []), note]);
  const threads = [...firsts.values()].flatMap((thread) =>
    thread.map((note, i) => noteBlock(world, issue, note, i > 0)),
  );
  return page(
    world,
    `${issue.title} (#${issue.iid})`,
    html`<div>
        ${projectLink(issue.project)}
        <h1>${issue.title} <span class="muted">#${issue.iid}</span></h1>
        <span class="badge ${issue.state}">${issue.state}</span>
        ${issue.confidential && html`<span class="badge">confidential</span>`} ${issue.labels.map(labelChip)}
        <div class="muted">
          ${who(issue.author)} · opened ${ago(world, issue.createdAt)} · updated ${ago(world, issue.updatedAt)}
        </div>
        ${fields(issue)}
      </div>
      <section class="card">${markdown(issue.description, uploads)}</section>
      ${threads}`,
  );
}

import { isFailure } from '@app/common';
import { type GitlabClient, type GitlabHook, type HookSettings, isAtLeast } from '@app/gitlab';

const EVENTS = {
  push_events: false,
  tag_push_events: false,
  issues_events: true,
  confidential_issues_events: true,
  note_events: true,
  confidential_note_events: true,
} as const;

export interface WantedHook {
  url: string;
  secret: string;
  gitlabVersion: string | null;
  /** The hook as we last knew it: it is ours even if the address has changed. */
  knownId: number | null;
}

/**
 * Makes sure that the project has our hook, enabled and with all it needs, and returns its id. Found by its address,
 * so that a creation whose answer was lost makes no second one.
 */
export async function ensureHook(
  client: GitlabClient,
  projectId: number,
  wanted: WantedHook,
  signal: AbortSignal,
): Promise<number> {
  const settings: HookSettings = {
    ...EVENTS,
    url: wanted.url,
    token: wanted.secret,
    ...(isAtLeast(wanted.gitlabVersion, '19.0') && { signing_token: wanted.secret }),
    enable_ssl_verification: wanted.url.startsWith('https://'),
  };
  const hooks = await client.hooks.list(projectId, { signal }).all();
  const ours = hooks.filter(({ id, url }) => id === wanted.knownId || url === wanted.url);
  // One that GitLab switched off comes back by a successful test delivery, which needs an issue to tell of; anew is surer.
  for (const hook of ours.filter(isSwitchedOff)) await removeHook(client, projectId, hook.id, signal);
  const found = ours.find((hook) => !isSwitchedOff(hook));
  if (!found) return (await client.hooks.create(projectId, settings, { signal })).id;
  if (!isAsWanted(found, wanted)) await client.hooks.update(projectId, found.id, settings, { signal });
  return found.id;
}

/**
 * The secret can't be read back: only the hook that we know has ours (one from before the database was lost has another),
 * unless a change of its address by somebody else has erased it, which newer servers tell.
 */
const isAsWanted = (hook: GitlabHook, { url, knownId }: WantedHook): boolean =>
  hook.id === knownId &&
  hook.token_present !== false &&
  hook.url === url &&
  Object.entries(EVENTS).every(([name, value]) => hook[name as keyof typeof EVENTS] === value);

const isSwitchedOff = ({ alert_status: status }: GitlabHook): boolean =>
  status !== undefined && status !== 'executable';

/** A hook that is gone, or a project that is not ours any more, is what was wanted. */
export async function removeHook(
  client: GitlabClient,
  projectId: number,
  hookId: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.hooks.remove(projectId, hookId, { signal });
  } catch (error) {
    if (!isFailure(error, 'not_found', 'permission')) throw error;
  }
}

import { randomBytes } from 'node:crypto';
import { Access, type Namespace, type Project, type Token, type User } from './model';
import { Refusal } from './refusal';
import type { World } from './world';

/** The date so many days from now, by the server's clock. */
export function addDays(world: World, days: number): string {
  return new Date(world.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export function revokeFamily(world: World, token: Token): void {
  for (const other of world.tokens.values()) if (other.family === token.family) other.revoked = true;
}

/**
 * Revokes the token and makes its successor for the same user. A token that was rotated or revoked before takes its whole
 * family down: somebody else may have the newer one.
 */
export function rotate(world: World, token: Token, expiresAt: string | null): Token {
  if (!world.isActive(token)) {
    revokeFamily(world, token);
    throw new Refusal(400, { message: '400 Bad request - token already revoked' });
  }
  token.revoked = true;
  const { name, description, scopes, kind, user, project, group, accessLevel, family } = token;
  return world.addToken({
    name,
    description,
    scopes,
    kind,
    user,
    project,
    group,
    accessLevel,
    family,
    expiresAt: expiresAt ?? addDays(world, 7),
  });
}

export interface ResourceTokenInput {
  name: string;
  scopes: string[];
  accessLevel: number;
  expiresAt: string | null;
  description?: string | null;
}

/** A token of a project or group, with the bot user that it brings along. */
export function createResourceToken(
  world: World,
  owner: { project: Project } | { group: Namespace },
  input: ResourceTokenInput,
): Token {
  const project = 'project' in owner ? owner.project : null;
  const group = 'group' in owner ? owner.group : null;
  const kind = project ? 'project' : 'group';
  const resource = project ?? group;
  const bot: User = world.addUser({
    username: `${kind}_${resource?.id ?? 0}_bot_${randomBytes(16).toString('hex')}`,
    name: input.name,
    bot: true,
    admin: false,
  });
  resource?.members.set(bot.id, input.accessLevel);
  return world.addToken({
    name: input.name,
    description: input.description ?? null,
    scopes: input.scopes,
    kind,
    user: bot,
    project,
    group,
    accessLevel: input.accessLevel,
    expiresAt: input.expiresAt,
  });
}

/** The bot stays (its contributions keep their author) but can't do anything any more. */
export function revokeToken(token: Token): void {
  token.revoked = true;
  (token.project ?? token.group)?.members.delete(token.user.id);
}

export const RESOURCE_LEVELS: readonly number[] = [
  Access.guest,
  Access.planner,
  Access.reporter,
  Access.developer,
  Access.maintainer,
  Access.owner,
];

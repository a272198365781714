import type { Request, Response } from 'express';
import type { MirrorScheduler } from '../git/mirror-scheduler';
import type { User } from '../world/model';
import { unauthorized } from '../world/refusal';
import type { HookDelivery } from '../webhooks/delivery';
import type { World } from '../world/world';
import type { Actor } from './auth';
import type { Input } from './params';
import type { RateLimiter } from './rate-limit';

/** What the whole simulator shares with each request. */
export interface Services {
  world: World;
  mirrors: MirrorScheduler;
  limiter: RateLimiter;
  hooks: HookDelivery;
}

/** One request on its way to its handler. */
export interface Context extends Services {
  req: Request;
  res: Response;
  params: Record<string, string>;
  input: Input;
  actor: Actor | null;
}

/** The caller, who must have signed in. */
export function currentUser(ctx: Context): User {
  if (!ctx.actor) throw unauthorized();
  return ctx.actor.user;
}

export function viewer(ctx: Context): User | null {
  return ctx.actor?.user ?? null;
}

/** A number in the path; anything else is no such thing. */
export function idParam(ctx: Context, name: string): number {
  const text = ctx.params[name] ?? '';
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

import type { Context } from '../http/context';
import { FAULT_KINDS, type FaultInput, type Faults } from '../http/faults';
import { created, noContent, ok } from '../http/reply';
import type { RequestLog } from '../http/request-log';
import type { Server } from '../http/server';
import { badParameter } from '../world/refusal';
import type { Settings } from '../world/settings';

function faultInput(ctx: Context): FaultInput {
  const { input } = ctx;
  const kind = input.oneOf('kind', FAULT_KINDS);
  if (!kind) throw badParameter('kind is missing');
  const match = input.nested('match');
  const number = (from: typeof input, name: string): number | undefined => {
    const text = from.text(name);
    return text === undefined ? undefined : Number(text);
  };
  const given = <T extends object>(values: { [K in keyof T]: T[K] | undefined }): T =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
  return given<FaultInput>({
    kind,
    times: number(input, 'times'),
    retryAfter: number(input, 'retryAfter'),
    ms: number(input, 'ms'),
    match: given({
      method: match.text('method'),
      path: match.text('path'),
      nth: number(match, 'nth'),
      probability: number(match, 'probability'),
      seed: number(match, 'seed'),
    }),
  });
}

/** The simulator's own controls, for tests in another process. They ask for no token: it is a toy that listens on the loopback. */
export function controlRoutes(server: Server, { faults, requests }: { faults: Faults; requests: RequestLog }): void {
  const base = '/_simulator';
  const name = 'control';
  server.outside('get', `${base}/faults`, name, () => ok(faults.list()));
  server.outside('post', `${base}/faults`, name, (ctx) => created(faults.add(faultInput(ctx))));
  server.outside('delete', `${base}/faults`, name, () => {
    faults.clear();
    return noContent();
  });
  server.outside('delete', `${base}/faults/:faultId`, name, (ctx) => {
    faults.remove(Number(ctx.params.faultId));
    return noContent();
  });
  server.outside('get', `${base}/requests`, name, () => ok(requests.summary()));
  server.outside('get', `${base}/requests/recent`, name, () => ok(requests.recent));
  server.outside('post', `${base}/requests/reset`, name, () => {
    requests.reset();
    return noContent();
  });
  server.outside('post', `${base}/tokens/revoke`, name, (ctx) => {
    const token = ctx.world.tokensBySecret.get(ctx.input.requiredText('token'));
    if (token) token.revoked = true;
    return noContent();
  });
  server.outside('get', `${base}/settings`, name, (ctx) => ok(ctx.world.settings));
  server.outside('put', `${base}/settings`, name, (ctx) => {
    const { settings } = ctx.world;
    const known = Object.entries(ctx.input.values).filter(([key]) => key in settings);
    Object.assign(settings, Object.fromEntries(known) as Partial<Settings>);
    return ok(settings);
  });
}

import { Refusal } from '../world/refusal';
import type { RateLimits } from '../world/settings';
import type { World } from '../world/world';

type Bucket = { window: number; used: number };

/** GitLab's two independent limiters: the middleware, which shows in headers, and the application limits, which don't. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly world: World) {}

  /** Counts a request; the headers tell the state, and beyond the limit it throws the middleware's plain-text 429. */
  middleware(who: string): Record<string, string> {
    const { api, apiPeriodSeconds = 60 } = this.world.settings.limits;
    if (api === undefined) return {};
    const now = this.world.now();
    const bucket = this.take(`api:${who}`, apiPeriodSeconds);
    const reset = (bucket.window + 1) * apiPeriodSeconds;
    const headers: Record<string, string> = {
      'RateLimit-Limit': String(Math.ceil((api * 60) / apiPeriodSeconds)),
      'RateLimit-Name': 'throttle_authenticated_api',
      'RateLimit-Observed': String(bucket.used),
      'RateLimit-Remaining': String(Math.max(0, api - bucket.used)),
      'RateLimit-Reset': String(reset),
    };
    if (bucket.used <= api) return headers;
    throw new Refusal(429, 'Retry later\n', {
      ...headers,
      'Content-Type': 'text/plain',
      'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
      'Retry-After': String(Math.max(1, Math.ceil(reset - now / 1000))),
    });
  }

  /** An application limit: announced by nothing. */
  application(limit: Exclude<keyof RateLimits, 'api' | 'apiPeriodSeconds'>, who: string): void {
    const allowed = this.world.settings.limits[limit];
    if (allowed === undefined) return;
    if (this.take(`${limit}:${who}`, 60).used > allowed) {
      throw new Refusal(429, {
        message: { error: 'This endpoint has been requested too many times. Try again later.' },
      });
    }
  }

  private take(key: string, periodSeconds: number): Bucket {
    const window = Math.floor(this.world.now() / 1000 / periodSeconds);
    let bucket = this.buckets.get(key);
    if (bucket?.window !== window) this.buckets.set(key, (bucket = { window, used: 0 }));
    bucket.used++;
    return bucket;
  }
}

import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@app/common';
import { Settings } from '@app/config';

/** Slows guessing down: counts failed logins of an address over a window. */
@Injectable()
export class LoginLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(settings: Settings) {
    this.limiter = new RateLimiterMemory({
      points: settings.get('AUTH_MAX_FAILURES'),
      duration: settings.get('AUTH_FAILURE_WINDOW_SECONDS'),
    });
  }

  /** @throws AppError too_many while the address must wait */
  async check(address: string): Promise<void> {
    const state = await this.limiter.get(address);
    if (state && state.remainingPoints <= 0) throw tooMany(state);
  }

  async failed(address: string): Promise<void> {
    try {
      await this.limiter.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
    }
  }

  async succeeded(address: string): Promise<void> {
    await this.limiter.delete(address);
  }
}

function tooMany(state: RateLimiterRes): AppError {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return new AppError(
    'too_many',
    'too_many_logins',
    `Too many failed logins from this address; try again in ${seconds} seconds.`,
    {
      retryAfter: seconds,
    },
  );
}

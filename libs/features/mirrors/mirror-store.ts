import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { notFound } from '@app/common';
import { Tx } from '@app/database';
import { MIRROR_EVENTS, mirrorEvent } from './mirror-events';
import type { Mirror } from './mirror.entity';
import { MirrorsRepository } from './mirrors.repository';

/** Mirrors for the features above. */
@Injectable()
export class MirrorStore {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly events: EventEmitter2,
  ) {}

  /** @throws AppError 404, about the field of the body that named it, if one did */
  async get(id: number, field?: string): Promise<Mirror> {
    const mirror = await this.mirrors.find(id);
    if (mirror === null) throw notFound('mirror', id, field);
    return mirror;
  }

  find(id: number): Promise<Mirror | null> {
    return this.mirrors.find(id);
  }

  ofPair(pairId: number): Promise<Mirror[]> {
    return this.mirrors.ofPair(pairId);
  }

  /** Keeps the flag that the mirror shows; the issue sync feature knows the truth. */
  async setIssueSyncEnabled(ids: number | number[], enabled: boolean): Promise<void> {
    await this.mirrors.updateMany([ids].flat(), { issueSyncEnabled: enabled });
  }

  /** Tells listeners once the open transaction is committed. */
  async publish(event: keyof typeof MIRROR_EVENTS, mirror: Mirror, fields?: string[]): Promise<void> {
    const payload = mirrorEvent(mirror, fields);
    await this.tx.afterCommit(() => void this.events.emit(MIRROR_EVENTS[event], payload));
  }
}

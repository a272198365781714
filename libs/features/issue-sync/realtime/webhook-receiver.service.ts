import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock } from '@app/common';
import { SecretBox } from '@app/crypto';
import { Tx } from '@app/database';
import { Runs } from '@features/runs';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { ISSUE_SYNC_KIND, subjectOf } from '../jobs/issue-sync-jobs.service';
import { HookDeliveriesQuery } from './hook-deliveries.query';
import { type DeliveryProof, isGenuine } from './hook-secret';
import { announcedChange } from './webhook-event';

export interface Received {
  proof: DeliveryProof;
  /** The same for repeats of one delivery. */
  key: string | undefined;
  body: unknown;
}

/** Events come in bursts (an issue with its labels, a thread): one run takes them up together. */
const GATHER_MS = 500;

/** Takes a delivery in three short queries; a run does the rest. */
@Injectable()
export class WebhookReceiver {
  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly configs: IssueMirrorsRepository,
    private readonly deliveries: HookDeliveriesQuery,
    private readonly runs: Runs,
  ) {}

  /** @throws AppError not_found for an unknown config and for a wrong secret alike */
  async receive(configId: number, { proof, key, body }: Received): Promise<void> {
    const config = await this.configs.find(configId);
    const now = this.clock.now();
    if (!config?.hookSecretEncrypted || !isGenuine(this.box.open(config.hookSecretEncrypted), proof, now)) {
      throw new AppError('not_found', 'webhook_not_found', 'There is no such webhook, or its secret is another one.');
    }
    const change = announcedChange(body);
    const isUsed = config.enabled && config.realtime && config.mirror?.enabled === true;
    if (!change || !isUsed || change.projectId !== config.mirror?.sourceProjectId) return;
    await this.tx.run(async () => {
      if (!(await this.deliveries.accept(configId, key ?? randomUUID(), change))) return;
      await this.runs.request({
        kind: ISSUE_SYNC_KIND,
        subject: subjectOf(configId),
        trigger: 'webhook',
        runAfter: new Date(now.getTime() + GATHER_MS),
        whenRunning: 'repeat',
      });
    });
  }
}

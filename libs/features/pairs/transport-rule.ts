import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { InstanceGateway } from '@features/instances';
import { PairUsageQuery } from './pair-usage.query';
import type { Pair } from './pair.entity';
import type { PairValues } from './pairs.repository';
import { sshFault } from './ssh-rule';

/** What the transport of a pair depends on. */
const FIELDS = ['mirrorTransport', 'mirrorDirection', 'sourceInstanceId', 'targetInstanceId'] as const;

/** Whether the mirrors of a pair can go the way that it says. */
@Injectable()
export class TransportRule {
  constructor(
    private readonly usage: PairUsageQuery,
    private readonly instances: InstanceGateway,
  ) {}

  /**
   * Judges what a new pair would be, or a present one after a change.
   * @throws AppError (400) that says what is missing for SSH
   */
  async check(values: PairValues, before?: PairValues & Pick<Pair, 'id'>): Promise<void> {
    if (FIELDS.every((name) => values[name] === undefined)) return;
    const {
      mirrorTransport: transport,
      mirrorDirection: direction = 'pull',
      sourceInstanceId = 0,
      targetInstanceId = 0,
    } = { ...before, ...values };
    if (transport !== 'ssh') return;
    const [source, target] = await Promise.all([
      this.instances.get(sourceInstanceId),
      this.instances.get(targetInstanceId),
    ]);
    const fault = sshFault({ direction, transport, source, target });
    if (fault !== null) throw fault;
    const pulling = before === undefined ? 0 : await this.usage.pullMirrors(before.id);
    if (pulling === 0) return;
    throw brokenRule(
      'ssh_push_only',
      `${pulling === 1 ? 'A mirror of the pair pulls' : `${pulling} mirrors of the pair pull`}, and only push mirrors can go over SSH. Delete ${pulling === 1 ? 'it' : 'them'} first, or keep https.`,
      'mirror_transport',
    );
  }
}

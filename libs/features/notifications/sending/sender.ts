import { Injectable } from '@nestjs/common';
import { Clock } from '@app/common';
import { Settings } from '@app/config';
import { InvalidFernetToken, SecretBox } from '@app/crypto';
import type { ChannelKind, NotificationChannel } from '../channels/channel.entity';
import { mattermostBody } from '../messages/mattermost';
import type { Message } from '../messages/message';
import { slackBody } from '../messages/slack';
import { teamsBody } from '../messages/teams';
import { webhookBody } from '../messages/webhook';
import { finalFailure } from './delivery-failure';
import { HttpPoster } from './http-poster';
import { Mailer } from './mailer';
import { signedHeaders } from './signature';

export interface Sent {
  /** What came of it, in a sentence. */
  detail: string;
  /** False: some of the recipients were refused. */
  isWhole: boolean;
}

const BODIES: Record<Exclude<ChannelKind, 'email' | 'webhook'>, (message: Message, appTitle: string) => object> = {
  slack: slackBody,
  mattermost: mattermostBody,
  teams: teamsBody,
};

/** Sends a message the way its channel wants it. */
@Injectable()
export class Sender {
  constructor(
    private readonly box: SecretBox,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly poster: HttpPoster,
    private readonly mailer: Mailer,
  ) {}

  /**
   * @param key the same for every attempt
   * @throws AppError delivery_failed (it may work later) or delivery_refused
   */
  async send(channel: NotificationChannel, message: Message, key: string, signal?: AbortSignal): Promise<Sent> {
    if (channel.kind === 'email') return this.mailer.send(channel.recipients, message, key);
    const url = new URL(this.open(channel.urlEncrypted) ?? '');
    const { body, headers } =
      channel.kind === 'webhook'
        ? this.signed(channel, message, key)
        : { body: JSON.stringify(BODIES[channel.kind](message, this.settings.get('APP_TITLE'))), headers: {} };
    const status = await this.poster.post(url, body, headers, signal);
    return { detail: `${url.host} took the message (HTTP ${status}).`, isWhole: true };
  }

  private signed(
    channel: NotificationChannel,
    message: Message,
    key: string,
  ): { body: string; headers: Record<string, string> } {
    const body = JSON.stringify(webhookBody(message, key));
    const secret = this.open(channel.secretEncrypted);
    return { body, headers: signedHeaders(secret, { id: key, at: this.clock.now(), body }) };
  }

  private open(sealed: string | null): string | null {
    try {
      return sealed === null ? null : this.box.open(sealed);
    } catch (error) {
      if (!(error instanceof InvalidFernetToken)) throw error;
      throw finalFailure('The address of the channel cannot be decrypted: put the former key back, or enter it again.');
    }
  }
}

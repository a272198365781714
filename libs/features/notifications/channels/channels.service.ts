import { Injectable } from '@nestjs/common';
import { brokenRule, conflict, invalidField, notFound, type Page } from '@app/common';
import { Settings } from '@app/config';
import { SecretBox } from '@app/crypto';
import { isUniqueViolation, Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { RulesRepository } from '../rules/rules.repository';
import type { CreateChannelDto, ListChannelsQuery, UpdateChannelDto } from './channel.dto';
import type { NotificationChannel } from './channel.entity';
import { type CapabilitiesView, channelView, type ChannelView } from './channel.view';
import { ChannelsRepository, type ChannelValues } from './channels.repository';
import { webhookUrl } from './webhook-url';

@Injectable()
export class ChannelsService {
  constructor(
    private readonly tx: Tx,
    private readonly channels: ChannelsRepository,
    private readonly rules: RulesRepository,
    private readonly box: SecretBox,
    private readonly settings: Settings,
  ) {}

  capabilities(): CapabilitiesView {
    return { email: this.settings.get('SMTP_URL') !== null, links: this.settings.get('PUBLIC_URL') !== null };
  }

  async list(query: ListChannelsQuery): Promise<Page<ChannelView>> {
    const page = await this.channels.list({ kind: query.kind, enabled: query.enabled }, pageRequest(query));
    return { ...page, items: await this.views(page.items) };
  }

  async get(id: number): Promise<ChannelView> {
    return this.view(await this.find(id));
  }

  /** @throws AppError not_found */
  async find(id: number): Promise<NotificationChannel> {
    const channel = await this.channels.find(id);
    if (!channel) throw notFound('notification channel', id);
    return channel;
  }

  async create(dto: CreateChannelDto): Promise<ChannelView> {
    if (dto.kind === 'email' && dto.settings === undefined) {
      throw invalidField('settings.to', 'say who gets the mail.');
    }
    if (dto.kind !== 'email' && dto.url === undefined) {
      throw invalidField('url', `a channel of the kind ${dto.kind} needs the address to post to.`);
    }
    return this.tx.run(async () => {
      const nothing = { recipients: [], urlHost: null, urlEncrypted: null, secretEncrypted: null };
      const values = this.values(dto, { ...nothing, name: dto.name, kind: dto.kind, enabled: true });
      return this.view(await this.save(null, values));
    });
  }

  update(id: number, dto: UpdateChannelDto): Promise<ChannelView> {
    return this.tx.run(async () => {
      const known = await this.find(id);
      return this.view(await this.save(id, this.values(dto, known)));
    });
  }

  delete(id: number): Promise<void> {
    return this.tx.run(async () => {
      const [channel] = await this.channels.lock([id]);
      if (!channel) throw notFound('notification channel', id);
      const names = (await this.rules.ofChannel(id)).map(({ name }) => name);
      if (names.length > 0) {
        throw conflict(
          'channel_in_use',
          `These rules use the channel: ${names.join(', ')}. Give them another one first.`,
        );
      }
      await this.channels.delete(id);
    });
  }

  private values(dto: UpdateChannelDto, known: ChannelValues): ChannelValues {
    const { name, kind, enabled, recipients, urlHost, urlEncrypted, secretEncrypted } = known;
    if (kind === 'email' && this.settings.get('SMTP_URL') === null) {
      throw brokenRule('smtp_not_set', 'Set SMTP_URL (and SMTP_FROM) of the server before you use e-mail.', 'kind');
    }
    if (kind === 'email' && dto.url !== undefined) throw invalidField('url', 'an e-mail channel has none.');
    if (kind !== 'email' && dto.settings !== undefined) {
      throw invalidField('settings', 'only an e-mail channel has recipients; give url instead.');
    }
    if (kind !== 'webhook' && dto.secret) throw invalidField('secret', `${kind} takes no signature.`);
    const url = dto.url === undefined ? null : webhookUrl(dto.url);
    return {
      kind,
      name: dto.name ?? name,
      enabled: dto.enabled ?? enabled,
      recipients: dto.settings?.to ?? recipients,
      urlHost: url?.host ?? urlHost,
      urlEncrypted: dto.url === undefined ? urlEncrypted : this.box.seal(dto.url),
      secretEncrypted:
        dto.secret === undefined ? secretEncrypted : dto.secret === null ? null : this.box.seal(dto.secret),
    };
  }

  private async save(id: number | null, values: ChannelValues): Promise<NotificationChannel> {
    try {
      return await this.channels.save(id, values);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict('channel_name_taken', `There is a notification channel ${values.name} already.`, 'name');
    }
  }

  private async view(channel: NotificationChannel): Promise<ChannelView> {
    const [last] = await this.channels.lastDeliveries([channel.id]);
    return channelView(channel, last);
  }

  private async views(channels: NotificationChannel[]): Promise<ChannelView[]> {
    const last = await this.channels.lastDeliveries(channels.map(({ id }) => id));
    const byChannel = new Map(last.map((delivery) => [delivery.channelId, delivery]));
    return channels.map((channel) => channelView(channel, byChannel.get(channel.id)));
  }
}

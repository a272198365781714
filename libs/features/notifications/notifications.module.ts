import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { AlertEvaluator } from './alerts/alert-evaluator';
import { NotificationAlert } from './alerts/alert.entity';
import { AlertsQuery } from './alerts/alerts.query';
import { NotificationChannel } from './channels/channel.entity';
import { ChannelTests } from './channels/channel-tests';
import { ChannelsController } from './channels/channels.controller';
import { ChannelsRepository } from './channels/channels.repository';
import { ChannelsService } from './channels/channels.service';
import { DeliveriesController } from './deliveries/deliveries.controller';
import { DeliveriesRepository } from './deliveries/deliveries.repository';
import { DeliveriesService } from './deliveries/deliveries.service';
import { NotificationDelivery } from './deliveries/delivery.entity';
import { DeliveryUpkeep } from './deliveries/delivery-upkeep';
import { DeliveryWorker } from './deliveries/delivery.worker';
import { NotificationRule } from './rules/rule.entity';
import { RulesController } from './rules/rules.controller';
import { RulesRepository } from './rules/rules.repository';
import { RulesService } from './rules/rules.service';
import { HttpPoster } from './sending/http-poster';
import { Mailer } from './sending/mailer';
import { Sender } from './sending/sender';

@Module({
  imports: [
    TypeOrmModule.forFeature([NotificationChannel, NotificationRule, NotificationAlert, NotificationDelivery]),
    RunsModule,
  ],
  providers: [ChannelsRepository, RulesRepository, DeliveriesRepository, DeliveriesService, HttpPoster, Mailer, Sender],
  exports: [ChannelsRepository, RulesRepository, DeliveriesRepository, DeliveriesService, Sender],
})
class NotificationsModule {}

@Module({
  imports: [NotificationsModule, PairsModule],
  controllers: [ChannelsController, RulesController, DeliveriesController],
  providers: [ChannelsService, ChannelTests, RulesService],
})
export class NotificationsApiModule {}

@Module({ imports: [NotificationsModule], providers: [AlertsQuery, AlertEvaluator, DeliveryWorker, DeliveryUpkeep] })
export class NotificationsWorkerModule {}

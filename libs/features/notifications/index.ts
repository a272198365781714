export { NotificationAlert } from './alerts/alert.entity';
export { NotificationChannel } from './channels/channel.entity';
export { NotificationDelivery } from './deliveries/delivery.entity';
export { NotificationsApiModule, NotificationsWorkerModule } from './notifications.module';
export { NotificationRule, NotificationRuleChannel } from './rules/rule.entity';

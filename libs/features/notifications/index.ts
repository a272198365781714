export { NotificationAlert } from './alerts/alert.entity';
export { NotificationChannel } from './channels/channel.entity';
export { NotificationDelivery } from './deliveries/delivery.entity';
export { NotificationsApiModule, NotificationsWorkerModule } from './notifications.module';
export { NotificationRule } from './rules/rule.entity';

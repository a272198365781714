import type { QuietHours } from './quiet-hours';
import type { NotificationRule } from './rule.entity';

/** All three columns are set, or none. */
export const quietHoursOf = ({ quietFrom, quietTo, quietTimeZone }: NotificationRule): QuietHours | null =>
  quietFrom === null || quietTo === null || quietTimeZone === null
    ? null
    : { from: quietFrom, to: quietTo, timeZone: quietTimeZone };

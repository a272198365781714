import { EXPIRING_SOON_DAYS, type TokenStatus } from '@app/common';

const TODAY = `(now() at time zone 'utc')::date`;
const SOON = `${TODAY} + ${EXPIRING_SOON_DAYS}`;

/** Conditions on the day a token dies, as `tokenStatus` judges it. None holds where there is no such day. */
export const expiryConditions = (expiresOn: string): Record<Exclude<TokenStatus, 'none'>, string> => ({
  expired: `${expiresOn} <= ${TODAY}`,
  expiring_soon: `${expiresOn} > ${TODAY} and ${expiresOn} <= ${SOON}`,
  active: `${expiresOn} > ${SOON}`,
});

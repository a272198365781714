/** `none`: there is no token at all. A token that never expires is `active`. */
export const TOKEN_STATUSES = ['active', 'expiring_soon', 'expired', 'none'] as const;
export type TokenStatus = (typeof TOKEN_STATUSES)[number];

const DAY_MS = 86_400_000;
/** How long before its end a token counts as expiring soon. */
export const EXPIRING_SOON_DAYS = 30;

/** Whole days until a token dies, negative when it is dead; GitLab kills it at 00:00 UTC of its `expires_at` day. */
export const daysLeft = (expiresAt: string, now: Date): number =>
  Math.ceil((Date.parse(`${expiresAt}T00:00:00Z`) - now.getTime()) / DAY_MS);

/** The state of a token that exists; `expiresAt` is a day (YYYY-MM-DD) or null when it never expires. */
export function tokenStatus(expiresAt: string | null, now: Date): Exclude<TokenStatus, 'none'> {
  if (expiresAt === null) return 'active';
  if (Date.parse(`${expiresAt}T00:00:00Z`) <= now.getTime()) return 'expired';
  return daysLeft(expiresAt, now) <= EXPIRING_SOON_DAYS ? 'expiring_soon' : 'active';
}

const HOUR = 3600;
const SECONDS: Record<string, number> = { mo: 160 * HOUR, w: 40 * HOUR, d: 8 * HOUR, h: HOUR, m: 60, s: 1 };
const UNITS = ['mo', 'w', 'd', 'h', 'm', 's'] as const;

/** Seconds of `3h30m`, `1d`, `-1h`; null when it is no duration. A day is 8 hours, a week 5 days, a month 4 weeks. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  const match = /^(-?)((?:\d+(?:\.\d+)?\s*(?:mo|w|d|h|m|s)\s*)+)$/.exec(trimmed);
  if (!match?.[2]) return /^-?\d+$/.test(trimmed) ? Number(trimmed) * HOUR : null;
  let total = 0;
  for (const part of match[2].matchAll(/(\d+(?:\.\d+)?)\s*(mo|w|d|h|m|s)/g)) {
    total += Number(part[1]) * (SECONDS[part[2] ?? 's'] ?? 0);
  }
  return Math.round(match[1] ? -total : total);
}

/** `1w 2d 3h` as in `human_time_estimate`; null for nothing. */
export function formatDuration(seconds: number): string | null {
  if (seconds === 0) return null;
  const parts: string[] = [];
  let rest = Math.abs(seconds);
  for (const unit of UNITS) {
    const size = SECONDS[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return (seconds < 0 ? '-' : '') + parts.join(' ');
}

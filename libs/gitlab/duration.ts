/**
 * Seconds as GitLab's time tracking reads them back exactly: hours and minutes only, because a GitLab day has 8 hours
 * and a week 40. Rests below a minute are dropped: 27 030 → `7h30m`, -5 400 → `-1h30m`, 0 → `0m`.
 */
export function gitlabDuration(seconds: number): string {
  const minutes = Math.trunc(Math.abs(seconds) / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = (hours > 0 ? `${hours}h` : '') + (rest > 0 || hours === 0 ? `${rest}m` : '');
  return seconds < 0 && minutes > 0 ? `-${words}` : words;
}

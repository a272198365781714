/** Two halves either side of a mirror line. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
      <path d="M13 8.5 5.5 16 13 23.5z" fill="#fff" />
      <path d="M19 8.5 26.5 16 19 23.5z" fill="#fff" opacity=".55" />
      <path d="M16 6.5v19" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" strokeDasharray="2.4 2.6" />
    </svg>
  );
}

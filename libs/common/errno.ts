/** Whether something thrown carries this code (`ENOENT`, `23505` …); also across module realms. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

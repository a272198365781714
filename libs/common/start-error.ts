/** What keeps a program from starting, in sentences that name the setting and say what to do. */
export class StartError extends Error {
  override name = 'StartError';
}

import { eventually, PATIENCE_MS } from '@app/testing';

/** Polls until `read` gives something true and returns it; fails with the last answer in its message. */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const nothing = new Error('Nothing yet.');
  const something = async (): Promise<T> => {
    const value = await read();
    if (!value) throw nothing;
    return value;
  };
  try {
    return await eventually(something, timeoutMs);
  } catch (error) {
    const reason = error instanceof Error && error !== nothing ? ` The last try: ${error.message}` : '';
    throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.${reason}`, { cause: error });
  }
}

import type { Client } from './client';

/** The id of the pair with exactly this name; null when there is none. */
export async function pairNamed(client: Client, name: string): Promise<number | null> {
  const pairs = await client.all<{ id: number; name: string }>(`/api/pairs?search=${encodeURIComponent(name)}`);
  return pairs.find((pair) => pair.name === name)?.id ?? null;
}

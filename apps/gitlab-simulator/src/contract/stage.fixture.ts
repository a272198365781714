import type { Answer, Client } from './client.fixture';

/** What the parts of the contract share: a client and a fresh private project, deleted afterwards. */
export interface Stage {
  client: Client;
  project: Answer;
  /** `/projects/<id>` */
  base: string;
  groupId: number;
  version: [number, number];
  premium: boolean;
}

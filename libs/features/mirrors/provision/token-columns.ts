import type { Mirror } from '../mirror.entity';
import type { ChosenCredential } from './credentials';

export const NO_NEXT = { nextTokenName: null, nextTokenId: null, nextTokenEncrypted: null, nextTokenExpiresAt: null };
const NO_TOKEN = { mirrorTokenName: null, mirrorTokenId: null, mirrorTokenEncrypted: null, mirrorTokenExpiresAt: null };

type TokenColumns = Partial<Pick<Mirror, keyof typeof NO_NEXT | keyof typeof NO_TOKEN> & Pick<Mirror, 'groupTokenId'>>;

/** What the row says about its token once GitLab's mirror uses this credential. */
export function tokenColumnsAfter(row: Mirror, credential: ChosenCredential): TokenColumns {
  if (credential.from === 'group') {
    // With nothing of ours in use or under way there is nothing to replace.
    const hadOwn = row.mirrorTokenName !== null || row.nextTokenName !== null;
    return { groupTokenId: credential.groupTokenId, ...(hadOwn ? { ...NO_TOKEN, ...NO_NEXT } : {}) };
  }
  if (row.nextTokenName !== credential.user) return { groupTokenId: null };
  return {
    ...NO_NEXT,
    groupTokenId: null,
    mirrorTokenName: row.nextTokenName,
    mirrorTokenId: row.nextTokenId,
    mirrorTokenEncrypted: row.nextTokenEncrypted,
    mirrorTokenExpiresAt: row.nextTokenExpiresAt,
  };
}

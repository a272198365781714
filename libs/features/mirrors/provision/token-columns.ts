import type { Mirror } from '../mirror.entity';
import type { ChosenCredential } from './credentials';
import type { InstalledKey } from './deploy-keys';

export const NO_NEXT = { nextTokenName: null, nextTokenId: null, nextTokenEncrypted: null, nextTokenExpiresAt: null };
const NO_TOKEN = { mirrorTokenName: null, mirrorTokenId: null, mirrorTokenEncrypted: null, mirrorTokenExpiresAt: null };
const NO_KEY = { deployKeyId: null, deployKeyTitle: null, nextDeployKeyTitle: null };

/** What GitLab's mirror reaches the other project by. */
export type Access = ChosenCredential | InstalledKey;

type AccessColumns = Partial<
  Pick<Mirror, keyof typeof NO_NEXT | keyof typeof NO_TOKEN | keyof typeof NO_KEY> & Pick<Mirror, 'groupTokenId'>
>;

/** What the row says about its token or key once GitLab's mirror uses this one. */
export const accessColumnsAfter = (row: Mirror, access: Access): AccessColumns =>
  access.from === 'deploy-key'
    ? { ...withoutOwnToken(row), groupTokenId: null, ...keyColumns(access) }
    : { ...NO_KEY, ...tokenColumnsAfter(row, access) };

export const keyColumns = ({ id, title }: InstalledKey): Pick<Mirror, keyof typeof NO_KEY> => ({
  deployKeyId: id,
  deployKeyTitle: title,
  nextDeployKeyTitle: null,
});

function tokenColumnsAfter(row: Mirror, credential: ChosenCredential): AccessColumns {
  if (credential.from === 'group') return { groupTokenId: credential.groupTokenId, ...withoutOwnToken(row) };
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

/** With nothing of ours in use or under way there is nothing to replace. */
const withoutOwnToken = (row: Mirror): AccessColumns =>
  row.mirrorTokenName !== null || row.nextTokenName !== null ? { ...NO_TOKEN, ...NO_NEXT } : {};

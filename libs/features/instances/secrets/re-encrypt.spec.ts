import { FernetKey, SecretBox } from '@app/crypto';
import { readSettings } from '@app/config';
import { openDatabase, type Tx } from '@app/database';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { reEncryptSecrets } from './re-encrypt';

const [oldKey, newKey, lostKey] = [FernetKey.generate(), FernetKey.generate(), FernetKey.generate()];
const before = new SecretBox([oldKey]);
const during = new SecretBox([newKey, oldKey]);
const after = new SecretBox([newKey]);

describe('reEncryptSecrets', () => {
  let database: TestDatabase;
  let tx: Tx;
  let close: () => Promise<void>;

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ tx, close } = await openDatabase(readSettings({ DATABASE_URL: database.url })));
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });
  beforeEach(async () => {
    await tx.query('delete from instances');
    for (let i = 1; i <= 5; i++) await add(`instance ${i}`, before.seal(`token of instance ${i}`));
    await tx.query(
      `insert into group_tokens (gitlab_instance_id, group_path, token_name, token_encrypted)
       select min(id), 'platform', 'maestro', $1 from instances`,
      [before.seal('token of a group')],
    );
  });

  const add = (name: string, sealed: string): Promise<unknown> =>
    tx.query(`insert into instances (name, url, token_encrypted) values ($1, 'https://a.example', $2)`, [name, sealed]);
  const secrets = async (box: SecretBox): Promise<string[]> =>
    (
      await tx.query<{ sealed: string }>(
        'select token_encrypted as sealed from instances union all select token_encrypted from group_tokens',
      )
    ).map(({ sealed }) => box.open(sealed));

  it('puts every secret of every feature under the first key, in batches', async () => {
    expect(await reEncryptSecrets(tx, during, 2)).toEqual({ changed: 6, current: 0, unreadable: [] });
    expect((await secrets(after)).sort((a, b) => a.localeCompare(b))).toEqual([
      'token of a group',
      ...[1, 2, 3, 4, 5].map((i) => `token of instance ${i}`),
    ]);
  });

  it('has nothing to do the second time', async () => {
    await reEncryptSecrets(tx, during);
    expect(await reEncryptSecrets(tx, during)).toEqual({ changed: 0, current: 6, unreadable: [] });
  });

  it('goes on where an interrupted one ended', async () => {
    await add('half-way', during.seal('already new'));
    expect(await reEncryptSecrets(tx, during)).toMatchObject({ changed: 6, current: 1 });
  });

  it('leaves what no key opens, names it and goes on', async () => {
    await add('lost', new SecretBox([lostKey]).seal('for ever'));
    const { changed, unreadable } = await reEncryptSecrets(tx, during);
    expect(changed).toBe(6);
    expect(unreadable).toEqual([expect.stringMatching(/^instances\.token_encrypted \d+$/)]);
  });

  it('knows every column that holds a secret by its name', async () => {
    const columns = await tx.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public' and column_name like '%encrypted%' order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['mirrors.mirror_token_encrypted']));
    for (const { name } of columns) expect(name).toMatch(/_encrypted$/);
  });

  it('does not change when the owner was last changed', async () => {
    const times = (): Promise<unknown> => tx.query('select updated_at from instances order by id');
    const earlier = await times();
    await reEncryptSecrets(tx, during);
    expect(await times()).toEqual(earlier);
  });
});

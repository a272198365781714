import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { readSettings } from '@app/config';
import { dataSourceOptions, removeAudit } from '@app/database';
import { createTestDatabase, type TestDatabase } from '@app/testing';

const FEATURES = join(__dirname, '../../libs/features');

describe('database schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    for (const feature of readdirSync(FEATURES)) require(join(FEATURES, feature, 'index.ts'));
    const entities = getMetadataArgsStorage().tables.map((table) => table.target);
    database = await createTestDatabase();
    dataSource = new DataSource({ ...dataSourceOptions(readSettings({ DATABASE_URL: database.url })), entities });
    await dataSource.initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('agrees with the entities: no statement is missing from the migrations', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be rolled back to nothing', async () => {
    await removeAudit(dataSource);
    while ((await dataSource.query<{ count: number }[]>('select count(*) from migrations'))[0]?.count) {
      await dataSource.undoLastMigration();
    }
    const tables = await dataSource.query<{ table_name: string }[]>(
      `select table_name from information_schema.tables where table_schema = 'public' and table_name <> 'migrations'`,
    );
    expect(tables).toEqual([]);
  });
});

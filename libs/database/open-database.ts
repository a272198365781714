import { DataSource } from 'typeorm';
import type { Settings } from '@app/config';
import { awaitDatabase } from './await-database';
import { dataSourceOptions } from './data-source-options';
import { migrate } from './migrate';
import { Tx } from './tx';

/** A migrated database outside of Nest, for commands. */
export async function openDatabase(settings: Settings): Promise<{ tx: Tx; ran: string[]; close: () => Promise<void> }> {
  await awaitDatabase(settings);
  const dataSource = await new DataSource(dataSourceOptions(settings)).initialize();
  const ran = await migrate(dataSource);
  return { tx: new Tx(dataSource), ran, close: () => dataSource.destroy() };
}

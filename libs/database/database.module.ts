import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Settings } from '@app/config';
import { dataSourceOptions } from './data-source-options';
import { isDatabaseAway } from './errors';
import { migrate } from './migrate';
import { Tx } from './tx';

/** The connection, the unit of work, and an up-to-date schema before anything else starts. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => ({
        ...dataSourceOptions(settings),
        autoLoadEntities: true,
        retryAttempts: 10,
        retryDelay: 2_000,
        toRetry: isDatabaseAway,
      }),
      dataSourceFactory: async (options) => {
        if (!options) throw new Error('No database options.');
        const dataSource = await new DataSource(options).initialize();
        await migrate(dataSource);
        return dataSource;
      },
    }),
  ],
  providers: [Tx],
  exports: [Tx, TypeOrmModule],
})
export class DatabaseModule {}

import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ConnectionDrain } from './connection-drain';
import { RequestShapeInterceptor } from './request-shape.interceptor';
import { UnknownPathController } from './unknown-path.controller';

/** Must come last among the modules with controllers: its path matches everything. */
@Module({
  controllers: [UnknownPathController],
  providers: [ConnectionDrain, { provide: APP_INTERCEPTOR, useClass: RequestShapeInterceptor }],
})
export class HttpRimModule {}

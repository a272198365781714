import { type BeforeApplicationShutdown, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { Settings } from '@app/config';

const IDLE_CHECK_MS = 200;

/**
 * Node's server ends when its last connection does, and a page keeps its connection and goes on asking on it. Requests in
 * progress get SHUTDOWN_TIMEOUT_SECONDS; connections without one are closed at once.
 */
@Injectable()
export class ConnectionDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  private idleCheck: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly settings: Settings,
  ) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    this.idleCheck = setInterval(() => {
      if (!server.listening) server.closeIdleConnections();
    }, IDLE_CHECK_MS);
    this.deadline = setTimeout(
      () => server.closeAllConnections(),
      this.settings.get('SHUTDOWN_TIMEOUT_SECONDS') * 1000,
    );
  }

  onApplicationShutdown(): void {
    clearInterval(this.idleCheck);
    clearTimeout(this.deadline);
  }
}

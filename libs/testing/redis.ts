import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '@app/common';

export interface TestRedis {
  url: string;
  /** Sends one command and returns the answer's first line. */
  command(...words: string[]): Promise<string>;
  /** Kills the server, as a bad day would; `start` brings it back, empty, on the same port. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own for a test file: `redis-server` of the system, on a free port, keeping nothing. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'maestro-redis-'));
  let server: ChildProcess | undefined;

  const command = (...words: string[]): Promise<string> => ask(port, words.join(' '));
  const kill = async (): Promise<void> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir];
    const started = spawn('redis-server', args, { stdio: 'ignore' });
    server = started;
    const failed = once(started, 'error').then(([error]: unknown[]) => {
      throw hasCode(error, 'ENOENT')
        ? new Error('These tests need Redis: install redis-server, for example by `apt-get install redis-server`.')
        : error;
    });
    const answers = async (): Promise<void> => {
      while ((await command('PING').catch(() => '')) !== '+PONG') await sleep(20);
    };
    await Promise.race([answers(), failed]);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    command,
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ask(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(`${line}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString().split('\r\n')[0] ?? '';
  } finally {
    socket.destroy();
  }
}

import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import type { AuthContext, Connection, ServerChannel, Server as Ssh2Server } from 'ssh2';
import { projectAccess } from '../world/membership';
import { Access, type DeployKey, type Project, type SshKeys } from '../world/model';
import { refsChanged } from '../world/refs';
import type { World } from '../world/world';
import { whileReceiving } from './received';
import { ensureRepository } from './repository';
import { gitEnv } from './run';
import { bareKey, newSshKeys } from './ssh-keys';

const COMMAND = /^git[- ](upload-pack|receive-pack) '\/?(.+?)(?:\.git)?'$/;

/** The SSH side of a GitLab: repositories for deploy keys. The port is open from the start; what is behind it begins with the first caller. */
export class SshServer {
  private readonly net: NetServer;
  private readonly sockets = new Set<Socket>();
  private started: Promise<{ keys: SshKeys; server: Ssh2Server }> | null = null;

  constructor(private readonly world: World) {
    this.net = createServer((socket) => void this.take(socket));
  }

  async listen(host: string): Promise<number> {
    await new Promise<void>((done, fail) => {
      this.net.once('error', fail);
      this.net.listen(0, host, done);
    });
    return (this.net.address() as AddressInfo).port;
  }

  /** What its administrator publishes for others to know it by. */
  async hostKey(): Promise<string> {
    return bareKey((await this.behind()).keys.public) ?? '';
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((done) => this.net.close(() => done()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private behind(): Promise<{ keys: SshKeys; server: Ssh2Server }> {
    return (this.started ??= (async () => {
      const { Server } = await import('ssh2');
      const keys = await newSshKeys('host');
      return { keys, server: new Server({ hostKeys: [keys.private] }, (client) => this.serve(client)) };
    })());
  }

  private async take(socket: Socket): Promise<void> {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const { server } = await this.behind();
    server.injectSocket(socket);
  }

  private serve(client: Connection): void {
    let offered = '';
    client.on('error', () => client.end());
    client.on('authentication', (ctx) => void this.authenticate(ctx).then((key) => (offered = key)));
    client.on('session', (accept) => {
      accept().on('exec', (acceptCommand, _reject, { command }) => {
        // The caller hangs up when it has read everything.
        this.run(acceptCommand(), command, offered).catch(() => client.end());
      });
    });
  }

  /** Resolves with the key that the caller proved to have. */
  private async authenticate(ctx: AuthContext): Promise<string> {
    const { utils } = await import('ssh2');
    const refuse = (): string => (ctx.reject(['publickey']), '');
    if (ctx.method !== 'publickey' || ctx.username !== 'git') return refuse();
    const key = `${ctx.key.algo} ${ctx.key.data.toString('base64')}`;
    const parsed = utils.parseKey(key);
    if (parsed instanceof Error || !this.isKnown(key)) return refuse();
    if (ctx.signature) {
      const verified: unknown = ctx.blob && parsed.verify(ctx.blob, ctx.signature, ctx.hashAlgo);
      if (verified !== true) return refuse();
    }
    ctx.accept();
    return key;
  }

  private isKnown(key: string): boolean {
    return [...this.world.projects.values()].some((project) => keyOf(project, key) !== null);
  }

  private async run(channel: ServerChannel, command: string, key: string): Promise<void> {
    const [, service, path] = COMMAND.exec(command) ?? [];
    const project = path === undefined ? null : this.world.projectByPath(path);
    const deployKey = project && keyOf(project, key);
    const refusal = refusalOf(project, deployKey, service);
    if (refusal !== null || !project || !deployKey) {
      channel.stderr.write(`remote: \nremote: ERROR: ${refusal ?? 'Unknown.'}\nremote: \n`);
      channel.exit(1);
      channel.end();
      return;
    }
    const { result: code, changes } = await whileReceiving(projectAccess(deployKey.user, project), (env) =>
      pipe(channel, service ?? '', ensureRepository(project), env),
    );
    await refsChanged(this.world, project, deployKey.user, changes);
    channel.exit(code);
    channel.end();
  }
}

const keyOf = (project: Project, key: string): DeployKey | null =>
  [...project.deployKeys.values()].find((candidate) => candidate.key === key) ?? null;

/** Why the key may not do that, in GitLab's words. */
function refusalOf(project: Project | null, key: DeployKey | null, service: string | undefined): string | null {
  if (!project || !key) {
    return "The project you were looking for could not be found or you don't have permission to view it.";
  }
  if (service === 'upload-pack') return null;
  if (!key.canPush) return 'This deploy key does not have write access to this project.';
  const level = projectAccess(key.user, project);
  return project.archived || level < Access.developer ? 'You are not allowed to push code to this project.' : null;
}

/** Runs git with both ends on the channel; resolves with its exit code. */
function pipe(
  channel: ServerChannel,
  service: string,
  repository: string,
  env: Record<string, string>,
): Promise<number> {
  const child = spawn('git', [service, repository], { env: { ...gitEnv(), ...env } });
  child.stdin.on('error', () => undefined); // git may leave before it has read everything
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.once('close', () => child.kill());
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

import { createServer as createHttp, request as httpRequest, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { clientFor, failureOf, SECRET } from '../test-support/client-for';
import { FakeGitlab, json } from '../test-support/fake-gitlab';
import { SELF_SIGNED } from '../test-support/self-signed';
import { Network } from './network';

/** A forward proxy: absolute URLs for http, CONNECT for https. */
async function startProxy(): Promise<{ url: string; asked: string[]; stop: () => Promise<void> }> {
  const asked: string[] = [];
  const proxy: Server = createHttp((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    const onward = httpRequest(request.url ?? '', { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    const [host = '', port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  };
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked, stop };
}

describe('the network', () => {
  let server: FakeGitlab;
  beforeAll(async () => {
    server = await FakeGitlab.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => server.answer(json(200, { id: 1 })));

  it('goes through the proxy, with its credentials', async () => {
    const proxy = await startProxy();
    const network = new Network({ proxies: { http: proxy.url.replace('://', '://me:pw@') } });
    await clientFor(server.url, { network }).users.me();
    await clientFor(server.url, { network }).users.me();
    const credentials = `Basic ${Buffer.from('me:pw').toString('base64')}`;
    expect(proxy.asked).toEqual(Array(2).fill(`GET ${server.url}/api/v4/user ${credentials}`));
    expect(server.seen[0]?.headers['private-token']).toBe(SECRET);
    network.destroy();
    await proxy.stop();
  });

  describe('to an instance with a certificate of its own', () => {
    let secure: Server;
    let url: string;
    beforeAll(async () => {
      secure = createHttps(SELF_SIGNED, (_request, response) => response.end('{"id":1}'));
      await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
      url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
    });
    afterAll(async () => {
      secure.closeAllConnections();
      await new Promise((resolve) => secure.close(resolve));
    });

    it('says that it is not trusted, and does not try again', async () => {
      const network = new Network();
      const tries = jest.fn();
      const error = await failureOf(clientFor(url, { network, recorder: tries }).issues.create(1, { title: 'T' }));
      expect(error).toMatchObject({ kind: 'transient', causeCode: 'tls', ambiguous: false });
      expect(tries).toHaveBeenCalledTimes(1);
      network.destroy();
    });

    it('trusts the configured CA', async () => {
      const network = new Network({ ca: SELF_SIGNED.cert });
      await expect(clientFor(url, { network }).users.me()).resolves.toMatchObject({ id: 1 });
      network.destroy();
    });

    it('trusts it through the tunnel of a proxy too', async () => {
      const proxy = await startProxy();
      const network = new Network({ proxies: { https: proxy.url }, ca: SELF_SIGNED.cert });
      await expect(clientFor(url, { network }).users.me()).resolves.toMatchObject({ id: 1 });
      expect(proxy.asked).toEqual([`CONNECT ${new URL(url).host}`]);
      network.destroy();
      await proxy.stop();
    });
  });

  it('goes around the proxy where NO_PROXY says so', async () => {
    const proxy = await startProxy();
    const network = new Network({ proxies: { http: proxy.url }, noProxy: '127.0.0.1' });
    await clientFor(server.url, { network }).users.me();
    expect(proxy.asked).toEqual([]);
    network.destroy();
    await proxy.stop();
  });

  it('uses the proxy for its scheme only', async () => {
    const proxy = await startProxy();
    const network = new Network({ proxies: { https: proxy.url } });
    await clientFor(server.url, { network }).users.me();
    expect(proxy.asked).toEqual([]);
    network.destroy();
    await proxy.stop();
  });

  it('names a proxy that is not there', async () => {
    const proxy = await startProxy();
    await proxy.stop();
    const network = new Network({ proxies: { http: proxy.url } });
    const error = await failureOf(clientFor(server.url, { network, retry: { attempts: 1 } }).users.me());
    expect(error).toMatchObject({ kind: 'transient', causeCode: 'refused' });
    network.destroy();
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('refuses %s where private addresses are forbidden', async (host) => {
    const network = new Network({ allowPrivate: false });
    const error = await failureOf(clientFor(server.url.replace('127.0.0.1', host), { network }).users.me());
    expect(error).toMatchObject({ kind: 'permission', causeCode: 'address_forbidden', ambiguous: false });
    expect(server.seen).toHaveLength(0);
    network.destroy();
  });

  it('keeps connections alive', async () => {
    const network = new Network();
    const ports = new Set<number | undefined>();
    server.answer((_request, response, raw) => {
      ports.add(raw.socket.remotePort);
      response.end('{"id":1}');
    });
    const client = clientFor(server.url, { network });
    for (let i = 0; i < 3; i++) await client.users.me();
    expect(ports.size).toBe(1);
    network.destroy();
  });
});

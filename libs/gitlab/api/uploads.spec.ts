import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GitlabClient } from '../gitlab-client';
import { Network } from '../net/network';
import { clientFor, failureOf } from '../test-support/client-for';
import { FakeGitlab, json, plain } from '../test-support/fake-gitlab';

const FILE = { secret: 'a'.repeat(32), filename: 'plan ü.png' };
const MIB = 1024 * 1024;

async function* pieces(count: number, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(size, i % 256);
}
const read = async (stream: Readable): Promise<Buffer> => Buffer.concat(await stream.toArray());

describe('uploads', () => {
  let server: FakeGitlab;
  let network: Network;
  let client: GitlabClient;

  beforeAll(async () => {
    server = await FakeGitlab.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    network = new Network();
    client = clientFor(server.url, { network });
  });
  afterEach(() => network.destroy());

  describe('a download', () => {
    it('goes through the API with the token', async () => {
      server.answer(plain(200, 'PNG', { 'Content-Type': 'image/png', 'Content-Length': '3' }));
      const { stream, size, contentType } = await client.uploads.download(12, FILE, MIB);
      expect([size, contentType, (await read(stream)).toString()]).toEqual([3, 'image/png', 'PNG']);
      expect(server.seen[0]?.url).toBe(`/api/v4/projects/12/uploads/${FILE.secret}/plan%20%C3%BC.png`);
    });

    it('recognises the login page and hands out nothing', async () => {
      server.answer(plain(200, '<html>sign in</html>', { 'Content-Type': 'text/html; charset=utf-8' }));
      expect(await failureOf(client.uploads.download(12, FILE, MIB))).toMatchObject({
        kind: 'auth',
        causeCode: 'login_page',
      });
      server.answer(plain(302, '', { Location: `${server.url}/users/sign_in` }));
      expect(await failureOf(client.uploads.download(12, FILE, MIB))).toMatchObject({
        kind: 'auth',
        causeCode: 'login_page',
      });
    });

    it('lets a real HTML attachment pass', async () => {
      server.answer(
        plain(200, '<p>', { 'Content-Type': 'text/html', 'Content-Disposition': 'attachment; filename="a.html"' }),
      );
      const { stream } = await client.uploads.download(12, { ...FILE, filename: 'a.html' }, MIB);
      expect((await read(stream)).toString()).toBe('<p>');
    });

    it('refuses what is announced to be too large before reading it', async () => {
      server.answer(plain(200, '', { 'Content-Type': 'image/png', 'Content-Length': String(2 * MIB) }));
      const error = await failureOf(client.uploads.download(12, FILE, MIB));
      expect(error).toMatchObject({ kind: 'validation', causeCode: 'too_large' });
      expect(error.message).toContain('larger than 1 MiB');
    });

    it('ends what turns out to be too large', async () => {
      server.answer((_request, response) => void pipeline(Readable.from(pieces(64)), response).catch(() => undefined));
      const { stream } = await client.uploads.download(12, FILE, MIB);
      expect(await failureOf(read(stream))).toMatchObject({ causeCode: 'too_large' });
    });

    it('tells when it breaks off', async () => {
      server.answer((_request, response, raw) => {
        response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': '100' });
        response.write('half', () => raw.socket.destroy());
      });
      const { stream } = await client.uploads.download(12, FILE, MIB);
      expect(await failureOf(read(stream))).toMatchObject({ kind: 'transient', causeCode: 'truncated' });
    });

    it('tells when it stands still', async () => {
      const impatient = clientFor(server.url, { network: { timeoutMs: 1_000 } });
      server.answer((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'image/png' });
        response.write('half');
      });
      const download = impatient.uploads.download(12, FILE, MIB).then(({ stream }) => read(stream));
      expect(await failureOf(download)).toMatchObject({ kind: 'transient', causeCode: 'timeout' });
    });

    it('can be cancelled half-way', async () => {
      const control = new AbortController();
      server.answer((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'image/png' });
        response.write('half');
      });
      const { stream } = await client.uploads.download(12, FILE, MIB, { signal: control.signal });
      control.abort();
      expect(await failureOf(read(stream))).toMatchObject({ causeCode: 'aborted' });
    });

    it('frees its slot when it begins, so that a copy within one instance needs only one', async () => {
      const two = clientFor(server.url, { network, token: 'glpat-other-token' });
      server.answer(
        plain(200, 'a', { 'Content-Type': 'image/png' }),
        json(201, { url: '/uploads/x/a', markdown: '', alt: '' }),
      );
      const { stream } = await two.uploads.download(12, FILE, MIB);
      await expect(two.uploads.upload(13, { filename: 'a', content: stream })).resolves.toMatchObject({
        url: '/uploads/x/a',
      });
    });

    describe('on a GitLab before 17.4', () => {
      const unknownRoute = json(404, { error: '404 Not Found' });

      it('finds the file by its name when that is unique', async () => {
        server.answer(
          unknownRoute,
          json(200, [
            { id: 5, filename: FILE.filename },
            { id: 6, filename: 'b' },
          ]),
          plain(200, 'X', { 'Content-Type': 'image/png' }),
        );
        const { stream } = await client.uploads.download(12, FILE, MIB);
        expect((await read(stream)).toString()).toBe('X');
        expect(server.seen[2]?.url).toBe('/api/v4/projects/12/uploads/5');
      });

      it('never guesses between two files of one name', async () => {
        server.answer(
          unknownRoute,
          json(200, [
            { id: 5, filename: FILE.filename },
            { id: 6, filename: FILE.filename },
          ]),
        );
        expect(await failureOf(client.uploads.download(12, FILE, MIB))).toMatchObject({
          kind: 'unsupported',
          causeCode: 'version',
        });
      });

      it('says so when there is no such API at all', async () => {
        server.answer(unknownRoute);
        expect(await failureOf(client.uploads.download(12, FILE, MIB))).toMatchObject({ kind: 'unsupported' });
      });
    });

    it('does not look for another file when the wanted one is missing', async () => {
      server.answer(json(404, { message: '404 Not Found' }));
      expect(await failureOf(client.uploads.download(12, FILE, MIB))).toMatchObject({ kind: 'not_found' });
      expect(server.seen).toHaveLength(1);
    });
  });

  describe('an upload', () => {
    const answer = {
      id: 9,
      alt: 'a',
      url: '/uploads/x/a.png',
      full_path: '/-/project/13/uploads/x/a.png',
      markdown: '![a](/uploads/x/a.png)',
    };

    it('is sent as multipart, with its length when that is known', async () => {
      server.answer(json(201, answer));
      const content = (): Readable => Readable.from([Buffer.from('hello')]);
      await expect(
        client.uploads.upload(13, { filename: 'a"\r\n.png', contentType: 'image/png', size: 5, content }),
      ).resolves.toEqual(answer);
      const { headers, body } = server.seen[0] ?? { headers: {}, body: '' };
      expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
      expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
      expect(body).toContain('name="file"; filename="a___.png"');
      expect(body).toContain('\r\n\r\nhello\r\n');
    });

    it('opens its source again when a rate limit sends it back', async () => {
      let opened = 0;
      server.answer(plain(429, 'Retry later', { 'Retry-After': '1' }), json(201, answer));
      const content = (): Readable => {
        opened += 1;
        return Readable.from(['hello']);
      };
      await client.uploads.upload(13, { filename: 'a', content });
      expect(opened).toBe(2);
      expect(server.seen[1]?.body).toContain('hello');
    });

    it('tells a failing source from a failing GitLab', async () => {
      server.answer(json(201, answer));
      const content = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('disk on fire');
        })(),
      );
      const error = await failureOf(client.uploads.upload(13, { filename: 'a', content }));
      expect(error).toMatchObject({ kind: 'transient', causeCode: 'source_failed' });
      expect(error.message).toContain('disk on fire');
    });
  });

  it('copies a large file from one server to another without holding it', async () => {
    const count = 128 * 16; // 128 MiB
    let sent = 0;
    let bytes = 0;
    let mostBetween = 0;
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of pieces(count)) {
        sent += piece.length;
        mostBetween = Math.max(mostBetween, sent - bytes);
        yield piece;
      }
    };
    const source: Server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/zip' });
      void pipeline(Readable.from(measured()), response);
    });
    const target: Server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => response.end(JSON.stringify({ url: '/uploads/x/big.zip' })));
    });
    const urls = await Promise.all(
      [source, target].map(async (each) => {
        await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${(each.address() as AddressInfo).port}`;
      }),
    );
    const [from, to] = urls.map((url) => clientFor(url, { network }));
    const download = await from?.uploads.download(1, FILE, 1024 * MIB);
    await to?.uploads.upload(2, { filename: 'big.zip', content: download?.stream ?? Readable.from([]) });
    expect(bytes).toBeGreaterThan(128 * MIB);
    expect(mostBetween).toBeLessThan(64 * MIB);
    for (const each of [source, target]) {
      each.closeAllConnections();
      each.close();
    }
  });
});

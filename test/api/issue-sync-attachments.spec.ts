import { truncate } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { UploadRef } from '@app/sync-engine';
import { AttachmentCopier } from '../../libs/features/issue-sync/gitlab/attachment-copier';
import { type Project, type Simulator, startSimulator } from '../../apps/gitlab-simulator/src';
import { clientOf } from '../support/client-of';

const signal = new AbortController().signal;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const bytesOf = async (stream: Readable): Promise<Buffer> => Buffer.concat((await stream.toArray()) as Buffer[]);

describe('copying attachments from one GitLab to another', () => {
  let source: Simulator;
  let target: Simulator;
  let from: Project;
  let to: Project;
  let run = 0;

  beforeAll(async () => {
    [source, target] = await Promise.all([
      startSimulator({ name: 'a', tier: 'premium' }),
      startSimulator({ name: 'b' }),
    ]);
  });

  afterAll(async () => {
    await source.stop();
    await target.stop();
  });

  beforeEach(async () => {
    run += 1;
    from = await source.world.createProject({ path: `group/app${run}` });
    to = await target.world.createProject({ path: `copies/app${run}` });
    source.faults.clear();
  });

  const copier = (): AttachmentCopier => new AttachmentCopier(clientOf(source), clientOf(target), to.id);
  const refTo = (secret: string, filename: string): UploadRef => ({
    scope: { kind: 'project', project: from.id },
    secret,
    filename,
  });
  const never = (): Promise<null> => Promise.resolve(null);

  it('carries a file over, byte by byte', async () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));
    const file = await source.world.addUpload(from, { filename: 'käse & more.bin', content });
    const copy = await copier().copy(refTo(file.secret, file.filename), 1_000_000, never, signal);
    expect(copy.sizeBytes).toBe(100_000);
    const [secret = '', name = ''] = copy.url.replace('/uploads/', '').split('/');
    const download = await clientOf(target).uploads.download(
      to.id,
      { secret, filename: decodeURIComponent(name) },
      1e6,
    );
    expect(await bytesOf(download.stream)).toEqual(content);
    expect(copy.targetUploadId).toBe([...to.uploads.values()][0]?.id);
  });

  it('never holds a file in memory', async () => {
    const size = 95 * 1024 * 1024;
    const file = await source.world.addUpload(from, { filename: 'video.mp4', content: '' });
    await truncate(file.file, size);
    file.size = size;
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    const more = (): number => process.memoryUsage().arrayBuffers - before;
    // What only waits for the garbage collector is held by nobody; its second round ends the sweeping of the first.
    const held = (): number => {
      for (let round = 0; round < 2 && more() > size / 4; round++) collectGarbage();
      return more();
    };
    let most = 0;
    const sampler = setInterval(() => {
      most = Math.max(most, held());
      if (most > size / 2) clearInterval(sampler);
    }, 5);
    const copy = await copier().copy(refTo(file.secret, file.filename), size, never, signal);
    clearInterval(sampler);
    expect(copy.sizeBytes).toBe(size);
    expect([...to.uploads.values()].map((upload) => upload.size)).toEqual([size]);
    // Both GitLabs are in this process, too.
    expect(most / size).toBeLessThan(0.5);
  });

  it('uploads nothing when the same content is there already', async () => {
    const file = await source.world.addUpload(from, { filename: 'a.txt', content: 'hello' });
    const there = { url: '/uploads/x/a.txt', targetUploadId: null, sha256: '', sizeBytes: 5 };
    const asked: string[] = [];
    const reuse = (sha256: string): Promise<typeof there> => {
      asked.push(sha256);
      return Promise.resolve(there);
    };
    expect(await copier().copy(refTo(file.secret, 'a.txt'), 100, reuse, signal)).toBe(there);
    expect(asked).toEqual(['2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824']);
    expect(to.uploads.size).toBe(0);
  });

  it.each([
    ['too large', 'a.txt', 4, 'attachment_too_large'],
    ['gone', 'other.txt', 100, 'attachment_unavailable'],
  ])('says when a file is %s', async (_why, filename, maxBytes, code) => {
    const file = await source.world.addUpload(from, { filename: 'a.txt', content: 'hello' });
    await expect(copier().copy(refTo(file.secret, filename), maxBytes, never, signal)).rejects.toMatchObject({
      code,
    });
    expect(to.uploads.size).toBe(0);
  });

  it('keeps a passing failure apart from a file that is not to be had', async () => {
    const file = await source.world.addUpload(from, { filename: 'a.txt', content: 'hello' });
    source.faults.add({ kind: '500', match: { path: '/uploads/' } });
    await expect(copier().copy(refTo(file.secret, 'a.txt'), 100, never, signal)).rejects.toMatchObject({
      kind: 'transient',
    });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import supertest from 'supertest';
import { webApp } from './web-app';

describe('the web app', () => {
  const root = mkdtempSync(join(tmpdir(), 'maestro-web-'));
  const http = supertest(express().use(webApp(root)));

  beforeAll(() => {
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>Page</title>');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(['text/html,application/xhtml+xml,*/*;q=0.8', '*/*'])(
    'is the page of every address for %s',
    async (accept) => {
      for (const path of ['/', '/mirrors/12']) {
        const { text } = await http.get(path).set('Accept', accept).expect(200).expect('Content-Type', /html/);
        expect(text).toContain('<title>Page');
      }
    },
  );

  it('tells a monitor that only asks for the head', () => http.head('/').expect(200).expect('Content-Type', /html/));

  it('leaves the paths of the server, other methods and questions for JSON alone', async () => {
    await http.get('/api/mirrors').expect(404);
    await http.post('/mirrors').expect(404);
    await http.get('/mirrors').set('Accept', 'application/json').expect(404);
  });
});

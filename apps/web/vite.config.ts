import react from '@vitejs/plugin-react';
import mantinePreset from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

/** The API that `npm run dev:web` talks to. */
const DEV_API = process.env.MAESTRO_API ?? 'http://127.0.0.1:8000';

// The package.json beside this file makes these sources ES modules: as CommonJS, the bundler could not split them.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  css: { postcss: { plugins: [mantinePreset()] } },
  server: {
    host: '127.0.0.1',
    // The help shows the documents of the repository.
    fs: { allow: ['../..'] },
    proxy: Object.fromEntries(['/api', '/docs', '/redoc', '/openapi.json'].map((path) => [path, DEV_API])),
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
  },
});

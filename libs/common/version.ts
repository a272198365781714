import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function readVersion(): string {
  // The compiled file lies deeper than the source: walk up to the package file either way.
  for (let dir = __dirname; dir !== dirname(dir); dir = dirname(dir)) {
    try {
      const pkg: unknown = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
      if (typeof pkg === 'object' && pkg && 'version' in pkg && typeof pkg.version === 'string') return pkg.version;
    } catch {
      // not here; one folder up
    }
  }
  return '0.0.0';
}

/** The product's version, from package.json. */
export const VERSION = readVersion();

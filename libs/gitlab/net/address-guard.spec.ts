import { promisify } from 'node:util';
import type { LookupOptions } from 'node:dns';
import { ForbiddenAddressError, guardedLookup, isPrivateAddress } from './address-guard';

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '127.255.1.2',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '[::1]',
    '::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
  ])('%s is', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'example.com', ''])(
    '%s is not',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});

describe('the guarded lookup', () => {
  const lookup = promisify(
    (host: string, options: LookupOptions, done: (error: Error | null, found: unknown) => void) =>
      guardedLookup(host, options, (error, found) => done(error, found)),
  );

  it.each([[{ all: true }], [{ all: false }], [{ family: 4 }]])(
    'refuses a name that leads home, with %j',
    async (options) => {
      await expect(lookup('localhost', options)).rejects.toThrow(ForbiddenAddressError);
    },
  );
});

import { hashPassword, verifyPassword } from './password';

describe('passwords', () => {
  it('are known again by their hash, which shows nothing of them', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(hash).toMatch(/^scrypt:[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(await verifyPassword('correct horse battery', hash)).toBe(true);
    expect(await verifyPassword('correct horse batterz', hash)).toBe(false);
  });

  it('have another hash each time', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  it.each(['', 'plain', 'scrypt:', 'scrypt:00:', 'scrypt:00:abcd', 'md5:00:abcd'])(
    'match no stored text of another shape: %p',
    async (stored) => {
      expect(await verifyPassword('', stored)).toBe(false);
    },
  );
});

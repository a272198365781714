import { utils } from 'ssh2';
import { newSshKeys } from './ssh-keys';

describe('new SSH keys', () => {
  it('can be read, also where the library makes them unreadable', async () => {
    const good = await newSshKeys('host');
    const unreadable = { ...good, private: good.private.slice(0, 100) };
    const generate = jest.spyOn(utils, 'generateKeyPairSync').mockReturnValueOnce(unreadable).mockReturnValueOnce(good);
    expect(await newSshKeys('host')).toBe(good);
    expect(generate).toHaveBeenCalledTimes(2);
  });
});

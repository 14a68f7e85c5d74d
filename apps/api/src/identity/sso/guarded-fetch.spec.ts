import { describe, expect, it } from '@jest/globals';
import { allowedUrl, guardedFetch, isPublic } from './guarded-fetch.js';

describe('a provider’s address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'not an address',
  ])('is not asked in a private network: %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '100.128.0.1'])(
    'may be of the public internet: %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    'http://example.org',
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://[::1]',
    'https://[::ffff:7f00:1]',
    'https://a:b@example.org',
    'file:///etc/passwd',
    'http://login.internal.example',
    'nonsense',
  ])('is refused before it is asked: %s', (text) => {
    expect(() => allowedUrl(text, ['login.internal.example'])).toThrow();
  });

  it('may be one that the settings name, over http on this machine only', () => {
    expect(
      allowedUrl('https://login.internal.example/x', ['login.internal.example']).pathname,
    ).toBe('/x');
    expect(allowedUrl('http://localhost:9000', ['localhost']).port).toBe('9000');
  });

  it('is looked up and refused where the name leads into a private network', async () => {
    const ask = guardedFetch([]);
    await expect(ask('https://localhost:1/', { method: 'GET', headers: {} })).rejects.toThrow(
      /private network/,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Say } from '../vendors/say.js';
import { deviceIn } from './device.js';

const say = {
  text: (key: string, { browser, system }: Record<string, string> = {}) =>
    browser ? `${browser} on ${system}` : key,
} as unknown as Say;

describe('a browser in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Safari/537',
      'Chrome on Android',
    ],
    ['curl/8.5', 'signIn.device.unknown'],
    [null, 'signIn.device.unknown'],
  ])('%s', (userAgent, words) => {
    expect(deviceIn(userAgent, say)).toBe(words);
  });
});

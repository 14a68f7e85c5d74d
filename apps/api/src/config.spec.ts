import { describe, expect, it } from '@jest/globals';
import { isLoopback, loadConfig, SettingsError } from './config.js';

describe('settings', () => {
  it('are safe where nothing is said', () => {
    expect(loadConfig({})).toMatchObject({
      production: true,
      host: '127.0.0.1',
      port: 3000,
      allowPlainHttp: false,
      introspection: false,
      publicOrigin: null,
      sessionIdleMinutes: 15,
    });
  });

  it('take an empty variable as none and a public address without its path', () => {
    const config = loadConfig({ PORT: '', PUBLIC_URL: 'https://risk.example.org/x/' });
    expect([config.port, config.publicOrigin]).toEqual([3000, 'https://risk.example.org']);
  });

  it.each([
    ['PORT', '70000', 'must be a whole number from 0 to 65535'],
    ['PORT', 'x', 'must be a whole number from 0 to 65535'],
    ['SESSION_IDLE_MINUTES', '31', 'must be a whole number from 1 to 30'],
    ['PUBLIC_URL', 'http://risk.example.org', 'must look like https://risk.example.org'],
    ['ALLOW_PLAIN_HTTP', 'maybe', 'say 1 or 0'],
    ['LOG_LEVEL', 'loud', 'is one of fatal, error'],
  ])('are refused by name, with what is allowed: %s=%s', (name, value, allowed) => {
    expect(() => loadConfig({ [name]: value })).toThrow(SettingsError);
    expect(() => loadConfig({ [name]: value })).toThrow(`${name}: ${allowed}`);
  });

  it('know which addresses are of this machine only', () => {
    const loopback = ['localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]', 'a.localhost'];
    expect(loopback.filter((host) => !isLoopback(host))).toEqual([]);
    const others = ['0.0.0.0', '::', '10.0.0.1', 'localhost.example.org', '127.0.0.1.example.org'];
    expect(others.filter(isLoopback)).toEqual([]);
  });
});

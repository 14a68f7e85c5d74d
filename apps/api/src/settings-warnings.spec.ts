import { describe, expect, it } from '@jest/globals';
import { loadConfig, SettingsError } from './config.js';
import { settingsWarnings } from './settings-warnings.js';

const MAIL = { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'risk@example.org' };
const says = (settings: Record<string, string>): string[] =>
  settingsWarnings(loadConfig(settings)).map((warning) => warning.says);

describe('settings that work and are probably not meant', () => {
  it('are none by themselves, nor a proxy that is named', () => {
    expect(says({})).toEqual([]);
    expect(
      says({ PUBLIC_URL: 'https://risk.example.org', TRUST_PROXY: '10.0.0.2', ...MAIL }),
    ).toEqual([]);
  });

  it('are a proxy whose word on addresses is not taken', () => {
    expect(says({ PUBLIC_URL: 'https://risk.example.org' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL without TRUST_PROXY/),
    ]);
    const own = { TLS_CERT_FILE: 'cert.pem', TLS_KEY_FILE: 'key.pem' };
    expect(says({ PUBLIC_URL: 'https://risk.example.org', ...own })).toEqual([]);
  });

  it('are mails whose links lead to this machine; on an open address that is refused', () => {
    expect(says(MAIL)).toEqual([expect.stringContaining('http://localhost:3000')]);
    const open = { ...MAIL, HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: '1' };
    expect(() => loadConfig(open)).toThrow(SettingsError);
    expect(() => loadConfig(open)).toThrow(/PUBLIC_URL/);
    expect(
      says({ ...open, PUBLIC_URL: 'https://risk.example.org', TRUST_PROXY: '10.0.0.2' }),
    ).toEqual([]);
  });
});

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, SettingsError } from './config.js';
import { SECRET_SETTINGS } from './secret-files.js';

describe('secrets from files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const file = async (text: string, mode = 0o400): Promise<string> => {
    const path = join(folder, `${Math.random()}`);
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  };

  it('are read in the place of the setting, without the line end of editors', async () => {
    const path = await file('smtp://mail.example.org:587\n');
    const config = loadConfig({ SMTP_URL_FILE: path, MAIL_FROM: 'risk@example.org' });
    expect(config.smtpUrl).toBe('smtp://mail.example.org:587');
    expect(loadConfig({ OIDC_CLIENT_SECRET_FILE: await file('s', 0o600) }).sso.clientSecret).toBe(
      's',
    );
  });

  it.each(SECRET_SETTINGS)('are refused by name where they are none: %s', async (name) => {
    const from = (path: string, more = {}) =>
      expect(() => loadConfig({ [`${name}_FILE`]: path, ...more }));
    from(await file('x', 0o440)).toThrow(new RegExp(`${name}_FILE: others may read`));
    from(await file('x', 0o604)).toThrow(SettingsError);
    from(await file('')).toThrow(/is empty/);
    from(join(folder, 'missing')).toThrow(/ENOENT/);
    from(await file('x'), { [name]: 'x' }).toThrow(/not both/);
  });

  it('never stand in the message', async () => {
    const path = await file('not-an-address-but-a-secret');
    expect(() => loadConfig({ SMTP_URL_FILE: path, MAIL_FROM: 'a@b.example' })).toThrow(/SMTP_URL/);
    try {
      loadConfig({ SMTP_URL_FILE: path, MAIL_FROM: 'a@b.example' });
    } catch (fault) {
      expect(String(fault)).not.toContain('but-a-secret');
    }
  });

  it('go in pairs where one alone means nothing', () => {
    expect(() => loadConfig({ SMTP_URL: 'smtp://h' })).toThrow(/MAIL_FROM/);
    expect(() => loadConfig({ TLS_CERT_FILE: '/x' })).toThrow(/TLS_KEY_FILE/);
  });
});

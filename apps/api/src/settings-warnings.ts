/** What works and is probably not meant. In: the settings. Out: sentences, for the start and the doctor. */
import { isLoopback, type Config } from './config.js';

/** A setting that should be looked at. */
export interface SettingsWarning {
  readonly says: string;
  readonly mend: string;
}

type Asked = Pick<Config, 'publicOrigin' | 'trustProxy' | 'tls' | 'smtpUrl' | 'host' | 'port'>;

/** Everything that should be looked at. */
export function settingsWarnings(config: Asked): SettingsWarning[] {
  return [...ofProxy(config), ...ofMailedLinks(config)];
}

function ofProxy({ publicOrigin, trustProxy, tls }: Asked): SettingsWarning[] {
  if (!publicOrigin || tls || trustProxy.length > 0) return [];
  return [
    {
      says: 'PUBLIC_URL without TRUST_PROXY: everybody seems to come from the proxy’s address, so that all share its attempts to sign in, and alerts and log name it',
      mend: 'Set TRUST_PROXY to the address of the proxy, and have it set X-Forwarded-For.',
    },
  ];
}

function ofMailedLinks({ publicOrigin, smtpUrl, host, port, tls }: Asked): SettingsWarning[] {
  if (!smtpUrl || publicOrigin || !isLoopback(host)) return [];
  const scheme = tls ? 'https' : 'http';
  return [
    {
      says: `SMTP_URL without PUBLIC_URL: links in mails lead to ${scheme}://localhost:${port}, where only this machine comes`,
      mend: 'Set PUBLIC_URL to the address that people type.',
    },
  ];
}

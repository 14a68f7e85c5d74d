/**
 * TLS of our own: certificate and key from files, read anew when they change or on SIGHUP, so that a
 * renewed certificate needs no restart. A renewal that is not whole leaves the old one in use.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:http';
import type { SecureContextOptions } from 'node:tls';
import { isLoopback, SettingsError, type TlsFiles } from '../config.js';
import type { Logger } from '../graphql/log.js';

const LOOK_EVERY_MS = 5_000;
/** Bits of a file's mode that let the group or everybody in. */
const OTHERS = 0o077;

/** What a TLS server takes. */
export interface TlsMaterial extends SecureContextOptions {
  readonly cert: string;
  readonly key: string;
  readonly minVersion: 'TLSv1.2';
}

/** Reads both files and makes sure that they belong together. @throws SettingsError */
export function readTls({ certFile, keyFile }: TlsFiles): TlsMaterial {
  const cert = read('TLS_CERT_FILE', certFile);
  const key = read('TLS_KEY_FILE', keyFile);
  if (process.platform !== 'win32' && (statSync(keyFile).mode & OTHERS) !== 0)
    throw new SettingsError('TLS_KEY_FILE: others may read the key; chmod 0400 it.');
  const certificate = parsed('TLS_CERT_FILE', () => new X509Certificate(cert));
  const privateKey = parsed('TLS_KEY_FILE', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new SettingsError('TLS_KEY_FILE is not the key of the certificate in TLS_CERT_FILE.');
  return { cert, key, minVersion: 'TLSv1.2' };
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new SettingsError(`${name}: ${path} cannot be read (${code}).`, { cause: fault });
  }
}

function parsed<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (fault) {
    throw new SettingsError(`${name}: the file is not PEM as it should be.`, { cause: fault });
  }
}

/** A server that can be given another certificate while it runs. */
interface TlsServer {
  setSecureContext(options: SecureContextOptions): void;
}

/** Follows the files. Call what comes back to stop. */
export function watchTls(server: Server, files: TlsFiles, log: Logger): () => void {
  const tls = server as unknown as TlsServer;
  const reload = (): void => {
    try {
      tls.setSecureContext(readTls(files));
      log.info('The TLS certificate was read anew');
    } catch (fault) {
      log.error({ err: fault }, 'The new TLS certificate cannot be used; the old one stays');
    }
  };
  const paths = [files.certFile, files.keyFile];
  const options = { interval: LOOK_EVERY_MS, persistent: false };
  for (const path of paths) watchFile(path, options, reload);
  process.on('SIGHUP', reload);
  return () => {
    for (const path of paths) unwatchFile(path, reload);
    process.off('SIGHUP', reload);
  };
}

/** Whether a host is this machine; a path is one of its sockets. */
function isHere(host: string): boolean {
  return !host || /^(\/|%2F)/i.test(host) || isLoopback(host);
}

/** What is to be said of the way to the database; null: it is fine. */
export function databaseWarning(databaseUrl: string): string | null {
  const url = URL.parse(databaseUrl);
  if (!url) return null;
  const host = url.searchParams.get('host') ?? url.hostname;
  if (isHere(host) || url.searchParams.get('sslmode') === 'verify-full') return null;
  return `DATABASE_URL leads to ${host} without sslmode=verify-full: whoever stands on the way can read along or pose as the database.`;
}

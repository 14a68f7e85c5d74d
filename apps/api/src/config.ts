/**
 * The settings of a process. In: the environment. Out: one checked, frozen value.
 * The only file that reads process.env; everything else takes `Config`.
 */
import { z } from 'zod';
import { fileConfigOf, fileSettings, type FileConfig } from './files/file-settings.js';
import { withSecretFiles } from './secret-files.js';

const flag = z
  .enum(['', '0', '1', 'true', 'false', 'yes', 'no', 'on', 'off'], 'say 1 or 0')
  .default('')
  .transform((text) => ['1', 'true', 'yes', 'on'].includes(text));

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A whole number from `least` to `most`. */
const whole = (least: number, most: number) => {
  const says = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(says).int(says).min(least, says).max(most, says);
};

const settings = z.object({
  NODE_ENV: z.string().default('production'),
  /** Where the server listens. */
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Files that are not in the database: uploads waiting to be imported. */
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  /** The wrapping key itself, or the file that holds it; else DATA_DIR/keys/wrapping.key. */
  CHAPERONE_KEY: z.string().min(1).optional(),
  CHAPERONE_KEY_FILE: z.string().min(1).optional(),
  /** The key that `keys rotate-wrapping-key` changes to, where CHAPERONE_KEY holds the current one. */
  CHAPERONE_NEW_KEY: z.string().min(1).optional(),
  /** Permits a HOST that is not loopback without TLS; browsers will not keep the session cookie there. */
  ALLOW_PLAIN_HTTP: flag,
  /** The address people type, where a TLS proxy stands in front: https://risk.example.org */
  PUBLIC_URL: z
    .url({ protocol: /^https$/, error: 'must look like https://risk.example.org' })
    .optional(),
  /** Addresses of proxies whose X-Forwarded-For is believed, separated by commas. */
  TRUST_PROXY: z.string().default(''),
  /** Certificate chain and key of the built-in TLS, PEM; both or none. */
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  /** Where mails go: smtp://user:password@host:587 or smtps://…:465; none: nothing is sent. */
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /^[^\s]+$/,
      error: 'must look like smtp://user:password@host:587 or smtps://…:465',
    })
    .optional(),
  /** The sender of mails: risk@example.org */
  MAIL_FROM: z.email('must be an address, such as risk@example.org').optional(),
  /** Client secret at the OpenID provider, where it is not kept sealed in the database. */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What a provider must name in amr or acr to count as the second factor. */
  SSO_STRONG_METHODS: z.string().default('mfa,hwk,sc'),
  /**
   * Names that an OpenID provider may have although they lead into a private network, separated by
   * commas. Loopback ones may then speak http: for development.
   */
  SSO_INTERNAL_HOSTS: z.string().default(''),
  /** Lets clients ask the graph for its own schema. */
  GRAPHQL_INTROSPECTION: flag,
  /** Takes documents from every session, not only those that the applications were built with. */
  ANY_OPERATION: flag,
  /** Minutes without a request after which a session ends. */
  SESSION_IDLE_MINUTES: whole(1, 30).default(15),
  /** Hours after which a session ends, however busy. */
  SESSION_HOURS: whole(1, 12).default(12),
  /** Days from one access review to the next; ninety are a quarter. */
  ACCESS_REVIEW_DAYS: whole(7, 366).default(90),
  /** Connections of the read pool and of the pool for changes. */
  READ_CONNECTIONS: whole(1, 100).default(10),
  CHANGE_CONNECTIONS: whole(2, 100).default(10),
  ...fileSettings,
  LOG_LEVEL: z.enum(LEVELS, `is one of ${LEVELS.join(', ')}`).default('warn'),
});

/** Where certificate chain and key are, as PEM. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** How the OpenID provider is spoken to, beside its record in the database. */
export interface SsoSettings {
  readonly clientSecret: string | null;
  readonly strongMethods: readonly string[];
  readonly internalHosts: readonly string[];
}

type Parsed = z.infer<typeof settings>;

/** Checked settings. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly dataDir: string | null;
  readonly databaseUrl: string | null;
  readonly wrappingKey: string | null;
  readonly wrappingKeyFile: string | null;
  readonly newWrappingKey: string | null;
  readonly allowPlainHttp: boolean;
  /** Origin of the public address, without a trailing slash; null where there is no proxy. */
  readonly publicOrigin: string | null;
  readonly trustProxy: readonly string[];
  /** Files of the built-in TLS; null: plain HTTP. */
  readonly tls: TlsFiles | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly sso: SsoSettings;
  readonly introspection: boolean;
  readonly anyOperation: boolean;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  /** Days from one access review to the next. */
  readonly reviewDays: number;
  readonly readConnections: number;
  readonly changeConnections: number;
  readonly logLevel: string;
  readonly files: FileConfig;
}

/** Token of the settings. */
export const CONFIG = Symbol('CONFIG');

/** A setting that cannot be used. The message names it and says what is allowed. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads and checks the settings. @throws SettingsError */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  // An empty variable is the same as none: compose files and shells make them by accident.
  const given = Object.fromEntries(
    Object.entries(withFiles(environment)).filter(([, value]) => value),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SettingsError(`A setting cannot be used. ${lines.join('; ')}`);
  }
  if (parsed.data.CHAPERONE_KEY && parsed.data.CHAPERONE_KEY_FILE)
    throw new SettingsError('Set CHAPERONE_KEY or CHAPERONE_KEY_FILE, not both.');
  refuseHalves(parsed.data);
  return configOf(parsed.data);
}

function filesOf(from: Parsed): FileConfig {
  try {
    return fileConfigOf(from);
  } catch (thrown) {
    throw new SettingsError(`A setting cannot be used. ${(thrown as Error).message}`);
  }
}

function withFiles(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  try {
    return withSecretFiles(environment);
  } catch (fault) {
    throw new SettingsError(`A setting cannot be used. ${(fault as Error).message}`, {
      cause: fault,
    });
  }
}

/** Settings that make sense together only. */
const PAIRS = [
  ['TLS_CERT_FILE', 'TLS_KEY_FILE'],
  ['SMTP_URL', 'MAIL_FROM'],
] as const;

function refuseHalves(from: Parsed): void {
  for (const [one, other] of PAIRS)
    if (Boolean(from[one]) !== Boolean(from[other]))
      throw new SettingsError(`${one} and ${other} go together: set both or none.`);
  if (from.SMTP_URL && !from.PUBLIC_URL && !isLoopback(from.HOST))
    throw new SettingsError(
      'SMTP_URL needs PUBLIC_URL where HOST is not loopback: links in mails begin with it.',
    );
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Where things are, and the keys to them. */
function placesOf(from: Parsed) {
  return {
    dataDir: from.DATA_DIR ?? null,
    databaseUrl: from.DATABASE_URL ?? null,
    wrappingKey: from.CHAPERONE_KEY ?? null,
    wrappingKeyFile: from.CHAPERONE_KEY_FILE ?? null,
    newWrappingKey: from.CHAPERONE_NEW_KEY ?? null,
  };
}

/** TLS, mail, single sign-on. */
function doorsOf(from: Parsed) {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = from;
  return {
    tls: certFile && keyFile ? { certFile, keyFile } : null,
    smtpUrl: from.SMTP_URL ?? null,
    mailFrom: from.MAIL_FROM ?? null,
    sso: {
      clientSecret: from.OIDC_CLIENT_SECRET ?? null,
      strongMethods: listOf(from.SSO_STRONG_METHODS),
      internalHosts: listOf(from.SSO_INTERNAL_HOSTS),
    },
  };
}

function configOf(from: Parsed): Config {
  return Object.freeze({
    production: from.NODE_ENV === 'production',
    port: from.PORT,
    host: from.HOST,
    ...placesOf(from),
    allowPlainHttp: from.ALLOW_PLAIN_HTTP,
    publicOrigin: from.PUBLIC_URL ? new URL(from.PUBLIC_URL).origin : null,
    trustProxy: listOf(from.TRUST_PROXY),
    ...doorsOf(from),
    introspection: from.GRAPHQL_INTROSPECTION,
    anyOperation: from.ANY_OPERATION,
    sessionIdleMinutes: from.SESSION_IDLE_MINUTES,
    sessionHours: from.SESSION_HOURS,
    reviewDays: from.ACCESS_REVIEW_DAYS,
    readConnections: from.READ_CONNECTIONS,
    changeConnections: from.CHANGE_CONNECTIONS,
    logLevel: from.LOG_LEVEL,
    files: filesOf(from),
  });
}

/** Whether an address is of this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    name === 'localhost' ||
    name === '::1' ||
    name.endsWith('.localhost') ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
  );
}

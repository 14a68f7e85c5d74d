/**
 * Settings of this room: how much is kept, for how long, where, and who looks at uploads.
 * config.ts takes them up; nothing here reads the environment.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ClamdAddress } from './checks/clamd.js';
import type { S3Settings } from './places/storage-url.js';

const MB = 1024 * 1024;

export const fileSettings = {
  /** Megabytes that all stored files of the organisation may take. */
  FILES_QUOTA_MB: z.coerce.number().int().min(1).max(1_000_000).default(5_120),
  /** Days that a file which was taken off its record is kept. */
  FILES_KEPT_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** A virus scanner: host:port, or the path of a socket. */
  CLAMD: z.string().min(1).optional(),
  /** An S3-compatible store for sealed files: s3://bucket/prefix?endpoint=https://… */
  STORAGE_URL: z.string().min(1).optional(),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_ACCESS_KEY_ID_FILE: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY_FILE: z.string().min(1).optional(),
};
const shape = z.object(fileSettings);

/** Checked settings of this room. */
export interface FileConfig {
  readonly quotaBytes: number;
  readonly keptDays: number;
  readonly clamd: ClamdAddress | null;
  readonly s3: S3Settings | null;
}

/** @throws Error naming the setting */
export function fileConfigOf(from: z.infer<typeof shape>): FileConfig {
  return {
    quotaBytes: from.FILES_QUOTA_MB * MB,
    keptDays: from.FILES_KEPT_DAYS,
    clamd: from.CLAMD === undefined ? null : clamdOf(from.CLAMD),
    s3: from.STORAGE_URL === undefined ? null : s3Of(from.STORAGE_URL, from),
  };
}

/** What holds where nothing is set. */
export const FILE_DEFAULTS: FileConfig = fileConfigOf(shape.parse({}));

function clamdOf(text: string): ClamdAddress {
  if (text.startsWith('/')) return { path: text };
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (!host || Number(port) > 65_535)
    throw new Error('CLAMD: give host:port, or the path of a socket.');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

const EXAMPLE = 's3://bucket/prefix?endpoint=https://storage.example.org&region=eu-central-1';

function s3Of(text: string, from: z.infer<typeof shape>): S3Settings {
  const url = storageUrlOf(text);
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const region = url.searchParams.get('region') ?? 'us-east-1';
  return {
    bucket: url.hostname,
    prefix: prefix ? `${prefix}/` : '',
    endpoint: endpointOf(url.searchParams.get('endpoint') ?? '', region),
    region,
    accessKeyId: secretOf('AWS_ACCESS_KEY_ID', from),
    secretAccessKey: secretOf('AWS_SECRET_ACCESS_KEY', from),
  };
}

function storageUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || !url.hostname)
    throw new Error(`STORAGE_URL: it looks like ${EXAMPLE}.`);
  if (url.username || url.password)
    throw new Error('STORAGE_URL: keys do not belong there; set AWS_ACCESS_KEY_ID and its secret.');
  return url;
}

/** Without TLS only on this machine: names and sizes of files would travel in the clear. */
function endpointOf(given: string, region: string): string {
  if (!given) return `https://s3.${region}.amazonaws.com`;
  const url = URL.canParse(given) ? new URL(given) : null;
  const near = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !(near && url.protocol === 'http:'))
    throw new Error('STORAGE_URL: its endpoint begins with https://.');
  return url.href.replace(/\/+$/, '');
}

function secretOf(
  name: 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY',
  from: z.infer<typeof shape>,
): string {
  const file = from[`${name}_FILE`];
  const value = from[name] ?? (file === undefined ? '' : contentOf(file, name));
  if (!value) throw new Error(`${name}: STORAGE_URL needs it, or ${name}_FILE.`);
  return value;
}

function contentOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (thrown) {
    throw new Error(`${name}_FILE: ${(thrown as Error).message}`, { cause: thrown });
  }
}

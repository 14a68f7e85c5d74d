/**
 * Secrets from files: `NAME_FILE=/run/secrets/name` in the place of `NAME=…`, for every setting that is
 * a secret. A file that others may read is refused, since then the secret is none.
 */
import { readFileSync, statSync } from 'node:fs';

/** Settings that are secrets. The wrapping key has a file of its own kind, see keys/. */
export const SECRET_SETTINGS = ['DATABASE_URL', 'OIDC_CLIENT_SECRET', 'SMTP_URL'] as const;

/** Bits of a file's mode that let the group or everybody in. */
const OTHERS = 0o077;

type Environment = Readonly<Record<string, string | undefined>>;

/** What a file holds, without the line end that editors add. @throws Error whose message names the setting */
function readSecret(name: string, path: string): string {
  let mode: number;
  let text: string;
  try {
    ({ mode } = statSync(path));
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (fault) {
    throw new Error(`${name}: the file cannot be read (${(fault as NodeJS.ErrnoException).code})`, {
      cause: fault,
    });
  }
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw new Error(
      `${name}: others may read the file (mode ${(mode & 0o777).toString(8).padStart(4, '0')}); chmod 0400 it`,
    );
  if (!text) throw new Error(`${name}: the file is empty`);
  return text;
}

/** The environment with the secrets that files hold. @throws Error that names the setting */
export function withSecretFiles(environment: Environment): Record<string, string | undefined> {
  const whole = { ...environment };
  for (const name of SECRET_SETTINGS) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    if (environment[name]) throw new Error(`${name}: set it or ${name}_FILE, not both`);
    whole[name] = readSecret(`${name}_FILE`, path);
  }
  return whole;
}

/**
 * What the doctor looks at, one function each. In: facts of the machine and the installation. Out: a
 * finding that says how it is and, where it is not well, how to mend it. Nothing here changes anything.
 */
import { X509Certificate } from 'node:crypto';
import type { ServerFacts } from '@chaperone/store';
import type { SettingsWarning } from '../../settings-warnings.js';

/** GOOD: nothing to do. WARN: works, but should be mended. BAD: does not work, or protects nothing. */
export type Health = 'GOOD' | 'WARN' | 'BAD';

/** One line of the doctor's table. */
export interface Finding {
  readonly what: string;
  readonly health: Health;
  readonly says: string;
  readonly mend?: string;
}

const DAY_MS = 86_400_000;
/** A new data key a year keeps what one key has sealed small. */
const KEY_DAYS = 365;
/** A certificate is renewed within its last month; the last two weeks are late. */
const CERTIFICATE_DAYS = 14;
/** Codes of an app are good for 30 s either way; past half of that people are locked out at times. */
const DRIFT_WARN_MS = 2_000;
const DRIFT_BAD_MS = 15_000;
/** Share of the disk that should be free; below the second PostgreSQL is about to stop. */
const FREE_WARN = 0.1;
const FREE_BAD = 0.02;

const good = (what: string, says: string): Finding => ({ what, health: 'GOOD', says });

/** The wrapping key, which has opened the canary when this runs, and how old the data keys are. */
export function ofKeys(
  { fingerprint, from }: { readonly fingerprint: string; readonly from: string },
  oldestActiveDays: number,
): Finding {
  const says = `the key in ${from} (${fingerprint}) opens the canary; oldest data key in use: ${oldestActiveDays} days`;
  if (oldestActiveDays <= KEY_DAYS) return good('keys', says);
  return { what: 'keys', health: 'WARN', says, mend: 'npm run keys -- rotate-data-keys' };
}

/** The database, whose version, encoding, roles and row-level security were tried when it was opened. */
export function ofDatabase(facts: ServerFacts, warning: string | null): Finding {
  const version = Math.trunc(facts.version / 10_000);
  const says = `PostgreSQL ${version}, ${facts.encoding}, migrated; row-level security filters`;
  if (warning)
    return { what: 'database', health: 'WARN', says: warning, mend: 'Add sslmode=verify-full.' };
  if (!facts.superuser) return good('database', says);
  return {
    what: 'database',
    health: 'WARN',
    says: `${says}; but ${facts.owner} is a superuser`,
    mend: 'Give the tables to a role of their own without SUPERUSER.',
  };
}

/** The certificate, where the server speaks TLS itself. */
export function ofCertificate(pem: string | null, now: Date): Finding {
  if (!pem) return good('TLS', 'none of its own: on this machine only, or behind a proxy');
  const until = new Date(new X509Certificate(pem).validTo);
  const left = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
  const says = `the certificate holds until ${until.toISOString().slice(0, 10)}, ${left} days`;
  if (left > CERTIFICATE_DAYS) return good('TLS', says);
  const mend = 'Renew it; a running server takes the new files by itself.';
  return { what: 'TLS', health: left < 0 ? 'BAD' : 'WARN', says, mend };
}

/** This machine's clock against the database's, and against the day on which the program was built. */
export function ofClock(driftMs: number, now: Date, built: Date): Finding {
  const mend = 'Let the machine keep time by NTP: codes of authenticator apps depend on it.';
  if (now.getTime() < built.getTime() - DAY_MS)
    return { what: 'clock', health: 'BAD', says: 'it is before the day of the build', mend };
  const drift = Math.abs(driftMs);
  const says = `${(drift / 1000).toFixed(1)} s from the database's`;
  if (drift < DRIFT_WARN_MS) return good('clock', says);
  return { what: 'clock', health: drift < DRIFT_BAD_MS ? 'WARN' : 'BAD', says, mend };
}

/** The mail server; `fault` is what it answered. */
export function ofMail(server: string | null, fault: string | null): Finding {
  if (!server) return good('mail', 'no mail server is set, nothing is mailed');
  if (!fault) return good('mail', `${server} answers`);
  const says = `${server}: ${fault}`;
  return { what: 'mail', health: 'BAD', says, mend: 'Check SMTP_URL and the mail server.' };
}

/** Settings that work and are probably not meant; nothing where there are none. */
export function ofSettings(warnings: readonly SettingsWarning[]): Finding[] {
  return warnings.map((warning) => ({ what: 'settings', health: 'WARN', ...warning }));
}

/** The disk under the data folder. */
export function ofDisk(folder: string, freeShare: number): Finding {
  const says = `${Math.floor(freeShare * 100)} % free under ${folder}`;
  if (freeShare >= FREE_WARN) return good('disk', says);
  const mend = 'Make room, or give the folder a larger disk.';
  return { what: 'disk', health: freeShare >= FREE_BAD ? 'WARN' : 'BAD', says, mend };
}

/** The newest signature under the audit log, and the newest entry. */
export function ofAudit(signed: Date | null, newest: Date | null): Finding {
  const mend = 'A running server signs every 15 minutes; then: npm run audit -- verify';
  if (!newest) return good('audit log', 'no entry yet');
  if (!signed) return { what: 'audit log', health: 'WARN', says: 'nothing is signed yet', mend };
  const says = `last signed ${signed.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const behind = newest.getTime() - signed.getTime();
  if (behind <= 30 * 60_000) return good('audit log', says);
  return { what: 'audit log', health: 'WARN', says: `${says}, entries have come since`, mend };
}

import { stat, statfs } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkServer } from '@chaperone/store';
import { checkpointFile } from '../audit/checkpoint-file.js';
import { CONFIG, type Config } from '../config.js';
import { Database, Work } from '../graphql/work.js';
import { databaseWarning } from '../http/tls.js';
import { KeysService } from '../keys/keys.service.js';
import { smtpTransport } from '../mail/smtp.js';
import { settingsWarnings } from '../settings-warnings.js';
import type { Command, CommandContext } from './command.js';
import * as findings from './doctor/findings.js';
import type { Finding, Health } from './doctor/findings.js';

const MARK: Readonly<Record<Health, string>> = { GOOD: 'ok  ', WARN: 'warn', BAD: 'BAD ' };

/** `doctor`: how the installation is. What keeps it from opening at all is said before this runs. */
export const doctorCommand: Command = {
  name: 'doctor',
  usage: '  look at keys, database, TLS, clock, mail, disk and audit log',
  run: async ({ length }, context) => {
    if (length > 0) context.warn('doctor takes no arguments.');
    const found = await examine(context);
    for (const { what, health, says, mend } of found) {
      context.print(`${MARK[health]}  ${what.padEnd(10)} ${says}`);
      if (mend) context.print(`      ${' '.repeat(10)} → ${mend}`);
    }
    if (found.some(({ health }) => health === 'BAD')) return 2;
    return found.some(({ health }) => health === 'WARN') ? 1 : 0;
  },
};

async function examine({ app }: CommandContext): Promise<Finding[]> {
  const config = app.get<Config>(CONFIG);
  const database = app.get(Database);
  const now = new Date();
  return [
    await keys(app.get(KeysService)),
    findings.ofDatabase(await checkServer(database.dataSource), databaseWarning(database.url)),
    findings.ofCertificate(config.tls && readFileSync(config.tls.certFile, 'utf8'), now),
    await clock(app.get(Work), now),
    await mail(config),
    ...findings.ofSettings(settingsWarnings(config)),
    ...(config.dataDir ? [await disk(config.dataDir)] : []),
    ...(config.dataDir ? [await audit(app.get(Work), config.dataDir)] : []),
  ];
}

async function keys(service: KeysService): Promise<Finding> {
  const active = (await service.ages()).filter((key) => key.active);
  return findings.ofKeys(service.wrapping(), Math.max(0, ...active.map((key) => key.ageDays)));
}

async function clock(work: Work, before: Date): Promise<Finding> {
  const asked = Date.now();
  const [row] = await work.read<{ now: Date }>({
    name: '',
    text: 'select clock_timestamp() as now',
    values: [],
  });
  const middle = (asked + Date.now()) / 2;
  const { mtime } = await stat(fileURLToPath(import.meta.url));
  return findings.ofClock((row?.now.getTime() ?? middle) - middle, before, mtime);
}

async function mail({ smtpUrl }: Config): Promise<Finding> {
  if (!smtpUrl) return findings.ofMail(null, null);
  const transport = smtpTransport(smtpUrl);
  const server = new URL(smtpUrl).host;
  try {
    await transport.verify();
    return findings.ofMail(server, null);
  } catch (fault) {
    return findings.ofMail(server, (fault as Error).message);
  } finally {
    transport.close();
  }
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, blocks } = await statfs(folder);
  return findings.ofDisk(folder, blocks === 0 ? 0 : bavail / blocks);
}

async function audit(work: Work, dataDir: string): Promise<Finding> {
  const signed = await stat(checkpointFile(dataDir)).catch(() => null);
  const [newest] = await work.read<{ at: Date }>({
    name: '',
    text: 'select at from audit_entries order by seq desc limit 1',
    values: [],
  });
  return findings.ofAudit(signed?.mtime ?? null, newest ? new Date(newest.at) : null);
}

/**
 * The command line: the API's second entry. It opens the installation that DATABASE_URL names,
 * runs one command through the same services as the server, and closes everything.
 */
import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { auditCommand } from './commands/audit.command.js';
import { UsageError, type Command } from './commands/command.js';
import { doctorCommand } from './commands/doctor.command.js';
import { importCommand } from './commands/import.command.js';
import { recoverCommand } from './commands/recover.command.js';
import { keysCommand } from './commands/keys.command.js';
import { rescoreCommand } from './commands/rescore.command.js';
import { signInLinkCommand } from './commands/sign-in-link.command.js';
import { tokenCommand } from './commands/token.command.js';
import { loadConfig } from './config.js';
import { createLog, nestLog } from './graphql/log.js';
import { closeDatabase, openExisting, StartRefusal, warnOfGuards } from './installation.js';
import type { Runtime } from './runtime.js';

/** Every command, one line each. */
const COMMANDS: readonly Command[] = [
  auditCommand,
  doctorCommand,
  importCommand,
  recoverCommand,
  keysCommand,
  rescoreCommand,
  signInLinkCommand,
  tokenCommand,
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

function usage(): string {
  return ['Commands:', ...COMMANDS.map(({ name, usage: rest }) => `  ${name} ${rest}`)].join('\n');
}

/** Runs a command line and returns its exit code. */
export async function runCommandLine([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((known) => known.name === name);
  if (!command) {
    warn(usage());
    return 2;
  }
  const config = loadConfig();
  if (!config.databaseUrl) throw new StartRefusal('Set DATABASE_URL, or use `npm run`.');
  const opened = await openExisting(config.databaseUrl, config);
  try {
    const log = createLog(config.logLevel);
    warnOfGuards(opened.mended, log);
    return await runWith({ ...opened, config, log }, command, args);
  } finally {
    await closeDatabase(opened.database);
  }
}

async function runWith(
  runtime: Runtime,
  command: Command,
  args: readonly string[],
): Promise<number> {
  const app = await NestFactory.createApplicationContext(AppModule.commands(runtime), {
    abortOnError: false,
    logger: nestLog(runtime.log),
  });
  try {
    return await command.run(args, { app, print, warn });
  } catch (thrown) {
    if (!isUsage(thrown)) throw thrown;
    warn(`${thrown.message}\nUsage: ${command.name} ${command.usage}`);
    return 2;
  } finally {
    await app.close();
  }
}

/** Node's own parser of arguments says what is wrong in its message too. */
function isUsage(thrown: unknown): thrown is Error {
  if (thrown instanceof UsageError) return true;
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  runCommandLine(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (thrown: unknown) => {
      warn(thrown instanceof Error ? thrown.message : String(thrown));
      process.exitCode = thrown instanceof StartRefusal ? 2 : 1;
    },
  );

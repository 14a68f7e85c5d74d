/**
 * Starts the server: migrates, marks whose data it is, loads the sample where it is the demo,
 * and serves API and dashboard on one port. Out: its address and a link that lets somebody in.
 */
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { isLoopback, loadConfig, type Config } from './config.js';
import { createLog, nestLog } from './graphql/log.js';
import { dress } from './http/dress.js';
import { readManifest, type OperationRules } from './http/operations.js';
import { databaseWarning, readTls, watchTls } from './http/tls.js';
import {
  closeDatabase,
  openInstallation,
  StartRefusal,
  warnOfGuards,
  type Mode,
} from './installation.js';
import { settingsWarnings } from './settings-warnings.js';
import { loadSampleOnce, makeApiToken, makeSignInLink, publishBuiltIn } from './first-steps.js';
import type { Runtime } from './runtime.js';

export { StartRefusal, type Mode } from './installation.js';

/** How to start. */
export interface StartOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly dataDir: string;
  readonly mode: Mode;
  /** Folder of the built dashboard. */
  readonly dashboardDir: string | null;
  readonly printToken?: boolean;
  /** Called after each step with what it took, in milliseconds. */
  readonly onStep?: (name: string, ms: number) => void;
  /** Settings to use instead of the environment's. */
  readonly config?: Config;
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** Where it listens, whatever the address that people type. */
  readonly port: number;
  readonly signInLink: string | null;
  readonly apiToken: string | null;
  /** Lets requests in flight finish, then closes everything. */
  close(): Promise<void>;
}

/** Waits for a request's headers, and for a whole upload on a slow line. */
const HEADERS_MS = 20_000;
const WHOLE_REQUEST_MS = 3_600_000;
const KEEP_ALIVE_MS = 65_000;

/** @throws StartRefusal where the server must not run like this; the message is for the terminal */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const config = configOf(options);
  refuseInTheClear(config);
  const step = stopwatch(options.onStep);
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const opened = await openInstallation(options.databaseUrl, options.mode, config);
  step('Database migrated');
  const log = createLog(config.logLevel);
  warnOfGuards(opened.mended, log);
  const warning = databaseWarning(options.databaseUrl);
  if (warning) log.warn(warning);
  for (const { says, mend } of settingsWarnings(config)) log.warn(`${says}. ${mend}`);
  const runtime: Runtime = { ...opened, config, log };
  try {
    return await serve(runtime, options, step);
  } catch (thrown) {
    await closeDatabase(opened.database);
    throw thrown;
  }
}

async function serve(
  runtime: Runtime,
  options: StartOptions,
  step: (name: string) => void,
): Promise<RunningServer> {
  const { config, log, database } = runtime;
  const tls = config.tls ? readTls(config.tls) : null;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.server(runtime), {
    bodyParser: false,
    abortOnError: false,
    logger: nestLog(log),
    ...(tls && { httpsOptions: tls }),
  });
  try {
    const { dashboardDir } = options;
    dress(app, { config, log, dashboardDir, operations: operationsOf(config, dashboardDir) });
    await app.init();
    await firstSteps(app, options.mode, step);
    const port = await listen(app, config);
    step('Server listening');
    const url = addressOf(config, port);
    const unwatch = config.tls ? watchTls(app.getHttpServer(), config.tls, log) : null;
    return {
      url,
      port,
      signInLink: await makeSignInLink(app, options.mode, url),
      apiToken: options.printToken ? await makeApiToken(app, options.mode) : null,
      close: async () => {
        unwatch?.();
        await app.close();
        await closeDatabase(database);
      },
    };
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
}

/** @throws StartRefusal where the applications' operations are not known */
function operationsOf(config: Config, dashboardDir: string | null): OperationRules {
  const { anyOperation } = config;
  try {
    return { anyOperation, manifest: readManifest(dashboardDir) };
  } catch (thrown) {
    if (anyOperation) return { anyOperation, manifest: new Map() };
    throw new StartRefusal(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

async function firstSteps(
  app: NestExpressApplication,
  mode: Mode,
  step: (name: string) => void,
): Promise<void> {
  if (mode === 'demo' && (await loadSampleOnce(app))) step('Sample organisation loaded');
  if (mode === 'start') await publishBuiltIn(app);
}

/** What people type. */
function addressOf({ publicOrigin, tls, host }: Config, port: number): string {
  const name = isLoopback(host) ? 'localhost' : host;
  return publicOrigin ?? `${tls ? 'https' : 'http'}://${name}:${port}`;
}

async function listen(app: NestExpressApplication, config: Config): Promise<number> {
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = WHOLE_REQUEST_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await app.listen(config.port, config.host);
  const address = server.address();
  return typeof address === 'object' && address ? address.port : config.port;
}

function configOf(options: StartOptions): Config {
  const { host, port, dataDir, databaseUrl } = options;
  return { ...(options.config ?? loadConfig()), host, port, dataDir, databaseUrl };
}

/** Browsers drop the session's cookie where the address is neither https nor loopback. */
function refuseInTheClear(config: Config): void {
  if (isLoopback(config.host) || config.publicOrigin || config.tls || config.allowPlainHttp) return;
  throw new StartRefusal(
    `HOST=${config.host} is not loopback, and without TLS browsers refuse the session cookie and everybody on the way can read along. ` +
      'Set TLS_CERT_FILE and TLS_KEY_FILE, or put a TLS proxy in front and set PUBLIC_URL=https://…, or set ALLOW_PLAIN_HTTP=1 if you know what you do.',
  );
}

function stopwatch(onStep: StartOptions['onStep']): (name: string) => void {
  let since = performance.now();
  return (name) => {
    const now = performance.now();
    onStep?.(name, now - since);
    since = now;
  };
}

/** The dashboard that was built beside this program; null where there is none. */
function builtDashboard(): string | null {
  const folder = join(import.meta.dirname, '../../dashboard/dist/browser');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

/** Runs as a program: settings from the environment, one line on stdout, Ctrl-C drains. */
async function main(): Promise<void> {
  const config = loadConfig();
  if (!config.databaseUrl) throw new StartRefusal('Set DATABASE_URL, or use `npm start`.');
  const server = await startServer({
    databaseUrl: config.databaseUrl,
    host: config.host,
    port: config.port,
    dataDir: config.dataDir ?? '.data/start',
    mode: process.argv.includes('--demo') ? 'demo' : 'start',
    dashboardDir: process.argv.includes('--api-only') ? null : builtDashboard(),
    printToken: process.argv.includes('--print-token'),
  });
  process.stdout.write(`${server.url}\n`);
  if (server.signInLink) process.stdout.write(`${server.signInLink}\n`);
  if (server.apiToken) process.stdout.write(`API token: ${server.apiToken}\n`);
  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  main().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exitCode = thrown instanceof StartRefusal ? 2 : 1;
  });

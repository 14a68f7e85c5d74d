// The built API as the commands see it. The types are written here once more, since tools may not
// import the API's sources; the HTTP stories keep both in step.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.ts';

export interface StartOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly mode: 'demo' | 'start';
  readonly dashboardDir: string;
  readonly printToken?: boolean;
  readonly onStep?: (name: string, milliseconds: number) => void;
}

export interface StartedServer {
  readonly url: string;
  readonly signInLink?: string | null;
  readonly apiToken?: string | null;
  close(): Promise<void>;
}

interface ApiModule {
  startServer(options: StartOptions): Promise<StartedServer>;
}

export const dashboardDir = join(root, 'apps', 'dashboard', 'dist', 'browser');

/** Loads the built API (build it first) and starts it in this process. */
export async function startApi(options: StartOptions): Promise<StartedServer> {
  const file = join(root, 'apps', 'api', 'dist', 'main.js');
  // graphql and Express choose their fast paths when they are loaded
  process.env['NODE_ENV'] ||= 'production';
  const { startServer } = (await import(pathToFileURL(file).href)) as ApiModule;
  return startServer(options);
}

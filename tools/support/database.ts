import { AlreadyRunning, openServer, type RunningServer } from '../postgres/server.ts';
import { atEnd, Stop } from './lifetime.ts';

/**
 * The embedded server on a data folder, stopped at the command's end even when that comes while it
 * is still starting. `join` uses the one of another running command instead of refusing.
 */
export async function openEmbedded(
  dataDir: string,
  whenRunning: 'refuse' | 'join' = 'refuse',
): Promise<RunningServer> {
  const opening = openServer({ dataDir, whenRunning });
  atEnd('PostgreSQL', async () => (await opening.catch(() => undefined))?.stop());
  try {
    return await opening;
  } catch (error) {
    if (error instanceof AlreadyRunning) {
      throw new Stop(`Chaperone is already running on ${dataDir}, pid ${error.pid}.`);
    }
    throw error;
  }
}

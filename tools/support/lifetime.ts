// How a command lives and ends. Whatever it opens is registered here; on Ctrl-C, SIGTERM, or when
// the process that started us is gone, everything is closed in reverse order, and then we exit.
import { root } from './root.ts';

/** A refusal to go on that is no fault of the program; its message is for the user. */
export class Stop extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

type Closer = () => Promise<unknown> | unknown;

const closers: { name: string; close: Closer }[] = [];
/** One thing that does not close must not keep the others open. */
const patience = 20_000;
let ending: Promise<void> | undefined;

/** Registers what is to be closed at the end; gives back a function that closes it earlier. */
export function atEnd(name: string, close: Closer): () => Promise<void> {
  const entry = { name, close };
  closers.push(entry);
  return async () => {
    const at = closers.indexOf(entry);
    if (at >= 0) closers.splice(at, 1);
    if (at >= 0) await close();
  };
}

async function closeAll(): Promise<boolean> {
  let clean = true;
  for (let entry = closers.pop(); entry; entry = closers.pop()) {
    const { name, close } = entry;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('takes too long')), patience);
    });
    try {
      await Promise.race([Promise.resolve().then(close), late]);
    } catch (error) {
      clean = false;
      console.error(`Closing ${name}: ${(error as Error).message}`);
    }
    clearTimeout(timer);
  }
  return clean;
}

/** Closes everything and leaves with the code; a second call waits for the first. */
export function leave(code: number): Promise<void> {
  ending ??= closeAll().then((clean) => process.exit(code === 0 && !clean ? 1 : code));
  return ending;
}

export function isEnding(): boolean {
  return ending !== undefined;
}

/** The API's and the store's own refusals: their message says what to do. */
const refusals = new Set([
  'StartRefusal',
  'SettingsError',
  'UnfitDatabaseError',
  'RolesForbiddenError',
]);

function complain(error: unknown): number {
  if (!(error instanceof Error)) {
    console.error(error);
    return 1;
  }
  const refused = refusals.has(error.name) || refusals.has(error.constructor.name);
  if (error instanceof Stop || refused) console.error(error.message);
  else console.error((error.stack ?? error.message).replaceAll(`${root}/`, ''));
  return error instanceof Stop ? error.exitCode : refused ? 2 : 1;
}

/**
 * Runs a command's main function. `whenStopped` is the exit code after Ctrl-C: 0 for servers, whose
 * proper end it is, 130 for the rest. A main function that returns a number leaves with it; one
 * that returns nothing keeps running.
 */
export async function live(main: () => Promise<number | void>, whenStopped = 130): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void leave(whenStopped));
  }
  process.on('disconnect', () => void leave(whenStopped));
  process.channel?.unref();
  // a closed pipe must not break off the closing
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => void leave(complain(error)));
  process.on('unhandledRejection', (error) => void leave(complain(error)));
  try {
    const code = await main();
    if (typeof code === 'number') await leave(code);
  } catch (error) {
    if (!isEnding()) await leave(complain(error));
  }
}

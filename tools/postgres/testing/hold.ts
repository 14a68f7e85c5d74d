// A process that opens the embedded server on the data folder of its first argument, says where, and
// keeps it until SIGTERM; the second argument is `whenRunning`. Only for the specs beside.
import { defaultDataDir } from '../places.ts';
import { AlreadyRunning, openServer } from '../server.ts';

const [folder, whenRunning] = process.argv.slice(2);
const data = folder ?? defaultDataDir('hold');
try {
  const server = await openServer({
    dataDir: data,
    whenRunning: whenRunning === 'join' ? 'join' : 'refuse',
  });
  const { url, pid, how } = server;
  console.log(JSON.stringify({ url, pid, how, own: process.pid, data }));
  const beat = setInterval(() => undefined, 1000);
  process.once('SIGTERM', () => {
    clearInterval(beat);
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof AlreadyRunning ? 2 : 1;
}

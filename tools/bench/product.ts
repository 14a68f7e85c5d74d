// The product as a process of its own: the built API in production mode.
// Started as: node product.ts DATABASE_URL DATA_DIR.
import { startApi } from '../support/api.ts';
import { reportOnRequest } from './self-report.ts';

const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const server = await startApi({
  databaseUrl,
  host: '127.0.0.1',
  port: 0,
  dataDir,
  mode: 'start',
  dashboardDir: '',
});
reportOnRequest({ port: Number(new URL(server.url).port) });
process.on('disconnect', () => void server.close().then(() => process.exit(0)));

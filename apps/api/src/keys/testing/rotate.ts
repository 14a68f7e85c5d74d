/** A rotation as a process of its own, for a spec that kills it: rotate.ts DATABASE_URL DATA_DIR data|wrapping */
import 'reflect-metadata';
import { createDataSource, appRole, readPool } from '@chaperone/store';
import { loadConfig } from '../../config.js';
import { Database, Work } from '../../graphql/work.js';
import { KeyWatch } from '../key-watch.js';
import { openKeys } from '../open-keys.js';
import { rotateDataKeys } from '../rotate-data-keys.js';
import { rotateWrappingKey } from '../rotate-wrapping-key.js';

const [url = '', folder = '', what] = process.argv.slice(2);
const settings = loadConfig({ DATA_DIR: folder });
const dataSource = createDataSource({ url, poolSize: 5 });
await dataSource.initialize();
const reads = readPool(url, await appRole(dataSource), { max: 1 });
const database = new Database(dataSource, reads, url);
const keys = await openKeys(dataSource, settings);
const watch = new KeyWatch(database, keys, settings);
await watch.onModuleInit();
const hands = { dataSource, work: new Work(database), keys, settings };
process.send?.('begun');
if (what === 'wrapping') await rotateWrappingKey(hands);
else await rotateDataKeys(hands, 50);
await watch.onModuleDestroy();
await reads.end();
await dataSource.destroy();
process.disconnect();

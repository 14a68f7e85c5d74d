import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Response } from 'express';
import type { Pool } from 'pg';
import { Refusal } from '../graphql/refusal.js';
import { Database, Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import { ListFiles, rowsOf } from './list-files.js';

/** Far more than sockets hold on both ends. */
const LINES = {
  text: `select n, repeat('x', 500) as t from generate_series(1, 60000) n`,
  values: [],
};
const PATIENCE = 10_000;

describe('lists that are taken away at the same time', () => {
  let database: TestDatabase;
  let reads: Pool;
  let files: ListFiles;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    const work = new Work(new Database(database.dataSource, reads, database.url));
    files = new ListFiles(work, new Audit(work));
    server = createServer((_request, response) => {
      const list = {
        columns: ['n', 't'],
        lines: (tx: Parameters<typeof rowsOf>[0]) => rowsOf(tx, LINES),
      };
      files.send({ name: 'long.csv', ...list }, response as Response).catch((fault: unknown) => {
        if (!(fault instanceof Refusal)) return;
        response.writeHead(503);
        response.end(fault.code);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    server.close();
    await reads.end();
    await database.drop();
  });

  const take = (): Promise<globalThis.Response> => fetch(`http://127.0.0.1:${port}/`);
  /** Asks and never reads. */
  const stall = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return socket;
  };
  const heldConnections = async (): Promise<number> => {
    const [row] = await database.dataSource.query<{ held: number }[]>(
      `select count(*)::int as held from pg_stat_activity
       where datname = current_database() and state = 'idle in transaction'`,
    );
    return row?.held ?? -1;
  };
  const until = async (ready: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + PATIENCE;
    while (!(await ready())) {
      if (Date.now() > end) throw new Error('It has not come about in time.');
      await sleep(50);
    }
  };

  it('are two at most, and a third is told to wait', async () => {
    const idle = [stall(), stall()];
    await until(async () => (await heldConnections()) === 2);
    const refused = await take();
    expect([refused.status, await refused.text()]).toEqual([503, 'BUSY']);
    expect(await heldConnections()).toBe(2);
    for (const socket of idle) socket.destroy();
    await until(async () => (await heldConnections()) === 0);
  });

  it('give their places back when they are whole', async () => {
    for (let n = 0; n < 3; n += 1) {
      const reply = await take();
      expect(reply.status).toBe(200);
      expect((await reply.text()).trim().split('\r\n')).toHaveLength(60_001);
    }
  });
});

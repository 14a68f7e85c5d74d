import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { json } from 'express';
import { createLog } from '../graphql/log.js';
import { LONGEST_REQUEST_MS, timeLimit } from './time-limit.js';

describe('the time that a request may take', () => {
  let server: Server;
  const late: unknown[] = [];
  const port = (): number => (server.address() as AddressInfo).port;

  beforeAll(async () => {
    const app = express();
    app.use(timeLimit(100, createLog('silent')), json());
    app.use('/slow', (_request, response) => {
      setTimeout(() => {
        try {
          response.setHeader('X-Late', '1');
          response.status(200).send('late');
        } catch (thrown) {
          late.push(thrown);
        }
      }, 200);
    });
    app.use('/quick', (_request, response) => void response.json({}));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is half a minute', () => expect(LONGEST_REQUEST_MS).toBe(30_000));

  it('lets what is quick pass, and says of what is not that it was stopped', async () => {
    expect((await fetch(`http://127.0.0.1:${port()}/quick`)).status).toBe(200);
    const reply = await fetch(`http://127.0.0.1:${port()}/slow`);
    expect([reply.status, reply.headers.get('connection')]).toEqual([503, 'close']);
    expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY' } }] });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(late).toEqual([]);
  });

  it('ends a request that is sent letter by letter, and its connection', async () => {
    const socket = connect(port(), '127.0.0.1');
    const head =
      'POST /quick HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{';
    let told = '';
    socket.on('data', (data: Buffer) => (told += data.toString()));
    socket.write(head);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(told).toMatch(/^HTTP\/1.1 408 /);
    expect(told).toContain('did not arrive in time');
  });
});

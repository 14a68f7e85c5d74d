import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { Refusal } from '../../graphql/refusal.js';
import { unfit } from './unfit.js';

const CONNECT_MS = 5_000;
const ANSWER_MS = 60_000;

/** Where clamd listens: a socket's path, or host and port. */
export type ClamdAddress =
  | { readonly path: string; readonly host?: undefined }
  | { readonly host: string; readonly port: number };

/**
 * Lets clamd look at a file (INSTREAM: length and bytes, again and again, then length 0). Only "OK"
 * passes: whatever else it says, and silence, refuse the file. @throws Refusal INVALID, UNAVAILABLE
 */
export async function scan(address: ClamdAddress, file: AsyncIterable<Buffer>): Promise<void> {
  const answer = await asked(address, file).catch((cause: unknown) => {
    throw new Refusal(
      'UNAVAILABLE',
      'The virus scanner does not answer, and no file is taken without it. Try again later, or tell whoever runs this server.',
      { cause: String(cause) },
    );
  });
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found)
    throw unfit(`The virus scanner found ${found} in the file.`, 'Do not open it; ask its sender.');
  if (answer !== 'stream: OK')
    throw new Refusal('UNAVAILABLE', `The virus scanner could not look at the file: ${answer}.`);
}

async function asked(address: ClamdAddress, file: AsyncIterable<Buffer>): Promise<string> {
  const socket = connect(address);
  const answer = collected(socket);
  // told below; a fault while bytes are still sent must not go unheard meanwhile
  answer.catch(() => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('time-out')));
    await send(socket, Buffer.from('zINSTREAM\0'));
    for await (const piece of file) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      await send(socket, Buffer.concat([length, piece]));
    }
    await send(socket, Buffer.alloc(4));
    return (await answer).replace(/\0.*$/s, '').trim();
  } finally {
    socket.destroy();
  }
}

async function send(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed || socket.readableEnded) return;
  if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

function collected(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => {
      text += piece;
      if (text.includes('\0')) resolve(text);
    });
    socket.on('end', () => (text ? resolve(text) : reject(new Error('no answer'))));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('connection closed')));
  });
}

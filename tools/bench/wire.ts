// HTTP as plainly as it goes, so that the one who asks costs little beside those who answer: ready-made
// requests on open connections, one at a time on each, replies cut by their Content-Length.
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** A request as bytes. */
export function requestOf(
  port: number,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const text = Buffer.from(JSON.stringify(body));
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${text.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), text]);
}

/** One connection, kept open. */
export class Wire {
  private chunks: Buffer[] = [];
  private length = 0;
  private wanted = -1;
  private resolve: ((reply: Buffer) => void) | null = null;
  private reject: ((error: Error) => void) | null = null;
  private readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.reject?.(error));
    socket.on('close', () => this.reject?.(new Error('the connection was closed')));
  }

  static open(port: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Wire(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends and gives back the whole reply as bytes. */
  send(request: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.resolve = this.reject = null;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.wanted < 0) this.readHead();
    if (this.wanted < 0 || this.length < this.wanted) return;
    const whole = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    this.chunks = [];
    this.length = 0;
    this.wanted = -1;
    this.resolve?.(whole);
  }

  private readHead(): void {
    const so = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
    const end = so?.indexOf(HEAD_END) ?? -1;
    if (!so || end < 0) return;
    const head = so.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`a reply without Content-Length:\n${head}`);
    this.wanted = end + HEAD_END.length + Number(length);
  }
}

/** Status and body of a reply. */
export function readReply(whole: Buffer): Reply {
  const end = whole.indexOf(HEAD_END);
  return {
    status: Number(whole.toString('latin1', 9, 12)),
    body: whole.toString('utf8', end + HEAD_END.length),
  };
}

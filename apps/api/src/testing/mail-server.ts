import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly to: string[];
  /** The whole of it, as it came over the wire. */
  readonly text: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/** A running mail server. */
export interface MailServer {
  readonly port: number;
  end(): Promise<void>;
}

/** A mail server of this machine that takes everything, unless the options say otherwise. */
export async function beginMailServer(
  receive: (mail: ReceivedMail) => void,
  options: SMTPServerOptions = {},
): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        receive({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  // a client that goes away in the middle is no fault of a story
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    end: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The way to the mail server. In: SMTP_URL. Out: a transport that never waits for long. */
import { createTransport, type Transporter } from 'nodemailer';
import { isLoopback } from '../config.js';

/** A server that says nothing for so long is taken to be down. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** What a spec may change. */
export interface SmtpOptions {
  /** Certificates to trust beside the system's. */
  readonly ca?: string;
  readonly connectMs?: number;
}

/**
 * A transport for `smtp://user:password@host:587` (TLS by STARTTLS) or `smtps://…:465`.
 * A server that is not on this machine must speak TLS with a certificate that holds, or nothing is sent.
 */
export function smtpTransport(
  url: string,
  { ca, connectMs = CONNECT_MS }: SmtpOptions = {},
): Transporter {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const user = decodeURIComponent(username);
  return createTransport({
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && (!isLoopback(host) || ca !== undefined),
    ...(user && { auth: { user, pass: decodeURIComponent(password) } }),
    ...(ca && { tls: { ca } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Work } from '../graphql/work.js';
import { Keys } from '../keys/keys.js';
import type { MailText } from './mail-texts.js';
import { markFailed, markSent, sweepMails, takeDue, type DueMail } from './outbox.js';
import { smtpTransport } from './smtp.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const LOOK_EVERY = 3 * SECOND;
/** One attempt takes no longer; a mail in hand is left to its taker for twice that. */
const PATIENCE = MINUTE;
const FIRST_DELAY = 30 * SECOND;
const LONGEST_DELAY = 6 * 60 * MINUTE;
/** As long as mail servers among themselves. */
const GIVE_UP_AFTER = 4 * DAY;
/** The trace of a mail, without its words, is kept for so long. */
const KEPT_FOR = 90 * DAY;

/** How long to wait after so many failures: half a minute, twice as long each time, six hours at most. */
export function delayAfter(attempts: number): number {
  return Math.min(FIRST_DELAY * 2 ** Math.min(attempts - 1, 20), LONGEST_DELAY);
}

interface SmtpFault {
  readonly message?: string;
  readonly code?: string;
  readonly responseCode?: number;
}

/** The server knows the address and will never take mail for it. */
function isHopeless({ code, responseCode = 0 }: SmtpFault): boolean {
  return code === 'EENVELOPE' && responseCode >= 550 && responseCode < 560;
}

/**
 * Delivers what is in the outbox, while the server runs. A mail is first marked as taken, then sent,
 * then marked as sent: a process that dies between the last two sends it once more after two
 * minutes, under the same Message-ID. That is the only way to a duplicate.
 */
@Injectable()
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly transport: Transporter | null;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly work: Work,
    private readonly keys: Keys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.transport = config.smtpUrl ? smtpTransport(config.smtpUrl) : null;
  }

  onApplicationBootstrap(): void {
    if (this.transport) this.plan();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    this.transport?.close();
  }

  /** Tries everything that is due, once. Returns how many were delivered. */
  async deliverDue(): Promise<number> {
    let delivered = 0;
    for (let more = true; more && !this.stopped;) {
      const now = this.clock.now();
      const until = new Date(now.getTime() + 2 * PATIENCE);
      const due = await this.work.change((tx) => takeDue(tx, now, until));
      const outcomes = await Promise.all(due.map((mail) => this.deliver(mail)));
      delivered += outcomes.filter(Boolean).length;
      more = due.length > 0;
    }
    return delivered;
  }

  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.look().finally(() => {
        this.plan();
      });
    }, LOOK_EVERY);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    try {
      await this.deliverDue();
      const before = new Date(this.clock.now().getTime() - KEPT_FOR);
      await this.work.change((tx) => sweepMails(tx, before));
    } catch (fault) {
      this.log.error({ err: fault }, 'The outbox could not be read; it is tried again');
    }
  }

  private async deliver(mail: DueMail): Promise<boolean> {
    const { id, kind } = mail;
    try {
      if (mail.expires_at && mail.expires_at <= this.clock.now()) {
        await this.fail(mail, 'It was over before it could be sent.', null);
        return false;
      }
      await this.hand(mail);
    } catch (thrown) {
      const fault = (thrown ?? {}) as SmtpFault;
      const nextAt = this.nextAfter(mail, fault);
      await this.fail(mail, fault.message ?? String(thrown), nextAt);
      this.log.warn(
        { mail: id, kind, code: fault.code, reply: fault.responseCode, nextAt },
        nextAt ? 'A mail could not be sent; it is tried again' : 'A mail was given up',
      );
      return false;
    }
    await this.work.change((tx) => markSent(tx, id, this.clock.now()));
    return true;
  }

  private async hand({ id, recipient, content }: DueMail): Promise<void> {
    if (!this.transport || content === null) throw new Error('There is nothing to send it with.');
    const place = { table: 'mails', column: 'content', row: id };
    const { subject, text } = JSON.parse(this.keys.open(place, content)) as MailText;
    const from = this.config.mailFrom ?? '';
    await this.transport.sendMail({
      from,
      to: { name: '', address: recipient },
      subject,
      text,
      messageId: `<${id}@${
        from
          .split('@')
          .at(-1)
          ?.replace(/[^\w.-]/g, '') || 'chaperone'
      }>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(PATIENCE),
    } as Parameters<Transporter['sendMail']>[0]);
  }

  private nextAfter({ attempts, created_at }: DueMail, fault: SmtpFault): Date | null {
    const now = this.clock.now().getTime();
    if (isHopeless(fault) || now - created_at.getTime() >= GIVE_UP_AFTER) return null;
    return new Date(now + delayAfter(attempts));
  }

  private async fail({ id }: DueMail, fault: string, nextAt: Date | null): Promise<void> {
    const now = this.clock.now();
    await this.work.change((tx) => markFailed(tx, { id, fault, now, nextAt }));
  }
}

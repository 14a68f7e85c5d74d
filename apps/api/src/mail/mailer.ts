import { Inject, Injectable } from '@nestjs/common';
import type { MailKind } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { Keys } from '../keys/keys.js';
import { mailText, type MailFacts } from './mail-texts.js';

/** A mail to be sent: to whom, about which event, and what that kind of mail has to tell. */
export type NewMail<K extends MailKind = MailKind> = {
  [Kind in K]: {
    readonly kind: Kind;
    readonly to: string;
    /** One mail goes out for one event, however often it is asked for: `invitation:<id>`. */
    readonly event: string;
    /** A link in it is over then, and so is the mail. */
    readonly expiresAt?: Date;
    readonly facts: MailFacts[Kind];
  };
}[K];

const WRITE = `insert into mails (id, event, kind, recipient, content, expires_at, created_at,
    next_at) values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (event) do nothing returning id`;

/**
 * Takes mails. They are written in the transaction of what they tell, so that neither goes without
 * the other, and delivered afterwards (mail-sender.ts).
 */
@Injectable()
export class Mailer {
  /** Whether a mail server is set. Where none is, `send` writes nothing. */
  readonly enabled: boolean;

  constructor(
    private readonly keys: Keys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.enabled = config.smtpUrl !== null;
  }

  /** Puts a mail into the outbox. Returns whether it will be sent. */
  async send(tx: EntityManager, mail: NewMail): Promise<boolean> {
    if (!this.enabled) return false;
    const [row] = (await tx.query('select gen_random_uuid() as id, name from organisation')) as [
      { id: string; name: string },
    ];
    const words = mailText(mail.kind, mail.facts as never, row.name);
    const place = { table: 'mails', column: 'content', row: row.id };
    const written = (await tx.query(WRITE, [
      row.id,
      mail.event,
      mail.kind,
      mail.to,
      this.keys.seal(place, JSON.stringify(words)),
      mail.expiresAt ?? null,
      this.clock.now(),
    ])) as unknown[];
    return written.length > 0;
  }

  /** A path of the dashboard as a link that works from a mail. */
  link(path: string): string {
    const { publicOrigin, port, tls } = this.config;
    return `${publicOrigin ?? `${tls ? 'https' : 'http'}://localhost:${port}`}${path}`;
  }
}

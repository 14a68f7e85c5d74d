import { Injectable } from '@nestjs/common';
import type { AlertKind } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { currentRequest } from '../graphql/request-context.js';
import { Mailer } from '../mail/mailer.js';
import type { MadeLink, PersonalPurpose } from './sign-in-links.service.js';

/** What an alert says in a mail. Names of browsers and factors stand on the account's page. */
const SAYS: Readonly<Record<AlertKind, string>> = {
  NEW_SIGN_IN: 'Somebody signed in from a browser or an address that is new to your account.',
  FAILED_ATTEMPTS: 'Somebody tried several times in vain to sign in to your account.',
  FACTOR_ADDED: 'A second factor was added to your account.',
  FACTOR_REMOVED: 'A second factor was removed from your account.',
  FACTORS_RESET: 'An administrator took second factors away to let somebody in anew.',
  RECOVERY_CODE_USED: 'A recovery code was used to get into your account.',
  RECOVERY_CODES_RENEWED: 'New recovery codes were made for your account.',
  PASSWORD_CHANGED: 'The password of your account was changed.',
  RESET_STARTED: 'An administrator made a link to choose a new password for your account.',
  ROLE_CHANGED: 'The role of your account was changed.',
};

/** The same of an account of single sign-on, which is told like a factor. */
const SAYS_OF_LINKED: Readonly<Partial<Record<AlertKind, string>>> = {
  FACTOR_ADDED: 'A single sign-on account was linked to your account.',
  FACTOR_REMOVED: 'A single sign-on account was taken off your account.',
};

/** An alert as it was written. */
export interface WrittenAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly personId: string;
  readonly at: Date;
  readonly address: string | null;
  readonly details?: Readonly<Record<string, string>>;
}

/** Mails to people about their accounts, where a mail server is set; in the change's own transaction. */
@Injectable()
export class AccountMails {
  constructor(private readonly mailer: Mailer) {}

  /** The same alert that waits in the product. */
  async alert(tx: EntityManager, alert: WrittenAlert): Promise<void> {
    if (!this.mailer.enabled) return;
    const { id, kind, personId, at, address } = alert;
    const [person] = (await tx.query('select email from people where id = $1', [personId])) as {
      email: string;
    }[];
    if (!person) return;
    const linked = alert.details?.['kind'] === 'SINGLE_SIGN_ON';
    const what = (linked && SAYS_OF_LINKED[kind]) || SAYS[kind];
    const facts = { what, at, address };
    await this.mailer.send(tx, { kind: 'ALERT', to: person.email, event: `alert:${id}`, facts });
  }

  /**
   * An invitation, or a link to a new password. Links to new second factors are never mailed: whoever
   * reads somebody's mail and knows their password must not get in. Returns whether it will be sent.
   */
  async link(
    tx: EntityManager,
    purpose: PersonalPurpose,
    person: { readonly id: string; readonly email: string },
    { path, expiresAt }: MadeLink,
  ): Promise<boolean> {
    const to = person.email;
    const link = this.mailer.link(path);
    const event = `${purpose}:${person.id}:${expiresAt.toISOString()}`;
    if (purpose === 'INVITATION') {
      const by = currentRequest()?.principal?.name ?? 'An administrator';
      const facts = { by, link, expiresAt };
      return this.mailer.send(tx, { kind: 'INVITATION', to, event, expiresAt, facts });
    }
    if (purpose !== 'PASSWORD_RESET') return false;
    const facts = { link, expiresAt };
    return this.mailer.send(tx, { kind: 'RESET_LINK', to, event, expiresAt, facts });
  }
}

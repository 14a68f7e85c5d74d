/**
 * The mail room. In: a mail, in the transaction of what it tells. Out: the same mail at a mail server,
 * sooner or later, once. Where no mail server is set nothing goes out. It knows no vendor and no person.
 */
import { Global, Module } from '@nestjs/common';
import { MailSender } from './mail-sender.js';
import { Mailer } from './mailer.js';

/** Takes mails; for the server and for commands. */
@Global()
@Module({ providers: [Mailer], exports: [Mailer] })
export class MailModule {}

/** Delivers them; for the server only. */
@Module({ providers: [MailSender] })
export class MailDelivery {}

/** What mails say: short plain sentences. No picture, no HTML, no link that counts who clicks. */
import type { MailKind } from '@chaperone/store';

/** What each kind of mail has to tell. */
export interface MailFacts {
  INVITATION: {
    /** Who invites. */
    readonly by: string;
    readonly link: string;
    readonly expiresAt: Date;
  };
  RESET_LINK: { readonly link: string; readonly expiresAt: Date };
  ALERT: {
    /** What happened, as a sentence: "Your password was changed." */
    readonly what: string;
    readonly at: Date;
    /** From where, as far as it is known. */
    readonly address?: string | null;
  };
  REVIEW_DUE: {
    /** YYYY-MM-DD */
    readonly due: string;
    readonly link: string;
  };
}

/** A mail as it is written. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** `2026-11-24 18:55 UTC`: the reader's time zone is not known. */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

type Writers = {
  readonly [K in MailKind]: (facts: MailFacts[K], organisation: string) => MailText;
};

const WRITERS: Writers = {
  INVITATION: ({ by, link, expiresAt }, organisation) => ({
    subject: `You are invited to ${organisation}'s vendor register`,
    text: `${by} invites you to work in Chaperone, where ${organisation} looks after its vendors.

Open this link to choose your name and password. It works once, until ${moment(expiresAt)}:

${link}

If you did not expect this, do nothing: without the link nobody gets in.`,
  }),
  RESET_LINK: ({ link, expiresAt }, organisation) => ({
    subject: 'Choose a new password',
    text: `An administrator of ${organisation} made a link for you to choose a new password in Chaperone.

It works once, until ${moment(expiresAt)}:

${link}

Your second factor stays as it is and will be asked for. If you asked nobody for this, tell an
administrator, and do not open the link.`,
  }),
  ALERT: ({ what, at, address }, organisation) => ({
    subject: `About your account: ${what}`,
    text: `${what}

Account: yours in Chaperone of ${organisation}
When:    ${moment(at)}${address ? `\nFrom:    ${address}` : ''}

If this was you, there is nothing to do. If not, end your other sessions under Account, change
your password, and tell an administrator at once.`,
  }),
  REVIEW_DUE: ({ due, link }, organisation) => ({
    subject: `Access review due on ${due}`,
    text: `Who may work in Chaperone of ${organisation} is to be reviewed by ${due}: everybody is kept or
revoked by name, every quarter.

${link}`,
  }),
};

/** The words of a mail. */
export function mailText<K extends MailKind>(
  kind: K,
  facts: MailFacts[K],
  organisation: string,
): MailText {
  const { subject, text } = WRITERS[kind](facts, organisation);
  return { subject: subject.replace(/\s+/g, ' ').slice(0, 200), text: `${text}\n` };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginMailServer, type MailServer } from '../src/testing/mail-server.js';
import { Story } from './harness.js';
import { tokenOf, Visitor } from './visitor.js';

const INVITE =
  'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link mailed person { id } } }';
const RESET_FACTORS = 'mutation ($personId: ID!) { resetFactors(personId: $personId) { mailed } }';
const RESET_PERSON =
  'mutation ($personId: ID!) { resetPerson(personId: $personId) { mailed link } }';
const ACCEPT =
  'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { step } }';

/** The body of a mail, its soft line breaks undone. */
const textOf = (raw: string): string => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');

describe('mails about accounts', () => {
  let server: MailServer;
  let story: Story;
  let ada: Visitor;
  const mails: { to: string; text: string }[] = [];

  beforeAll(async () => {
    server = await beginMailServer(({ to, text }) => {
      mails.push({ to: to.join(), text: textOf(text) });
    });
    const SMTP_URL = `smtp://127.0.0.1:${server.port}`;
    story = await Story.begin({ settings: { SMTP_URL, MAIL_FROM: 'risk@practice.example' } });
    ada = new Visitor(story);
    await ada.setUp('ada@practice.example');
    await ada.enrol();
  });
  afterAll(async () => {
    await story.end();
    await server.end();
  });

  const mailTo = async (to: string, says: RegExp): Promise<string> => {
    for (let left = 100; left > 0; left -= 1) {
      const mail = mails.find((one) => one.to === to && says.test(one.text));
      if (mail) return mail.text;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`No mail to ${to} says ${String(says)}: ${JSON.stringify(mails)}`);
  };

  it('bring an invitation whose link lets its person in, and alerts of what happens then', async () => {
    const input = { email: 'ben@practice.example', name: 'Ben Colleague', role: 'COMPLIANCE' };
    const { invitePerson } = await ada.told<{
      invitePerson: { link: string; mailed: boolean; person: { id: string } };
    }>(INVITE, { input });
    expect(invitePerson.mailed).toBe(true);
    const text = await mailTo('ben@practice.example', /invites you/);
    const link = /https?:\S+#t=\S+/.exec(text)?.[0] ?? '';
    expect(tokenOf(link)).toBe(tokenOf(invitePerson.link));

    const ben = new Visitor(story);
    const password = 'slow copper rivers at dusk';
    const entered = await ben.ask(ACCEPT, {
      input: { token: tokenOf(link), name: 'Ben', password },
    });
    expect(entered.errors).toEqual([]);
    await ben.enrol();
    await mailTo('ben@practice.example', /A second factor was added/);
  }, 60_000);

  it('bring a link to a new password, and never one to new second factors', async () => {
    const [ben] = (await story.sql(
      `select id from people where email = 'ben@practice.example'`,
    )) as { id: string }[];
    const personId = ben?.id;
    const { resetPerson } = await ada.told<{
      resetPerson: { mailed: boolean; link: string | null };
    }>(RESET_PERSON, {
      personId,
    });
    // whoever holds the link chooses the password: it goes to the person, and to nobody else
    expect(resetPerson).toEqual({ mailed: true, link: null });
    await mailTo('ben@practice.example', /choose a new password/);
    const { resetFactors } = await ada.told<{ resetFactors: { mailed: boolean } }>(RESET_FACTORS, {
      personId,
    });
    expect(resetFactors.mailed).toBe(false);
    await mailTo('ben@practice.example', /took second factors away/);
    expect(mails.some(({ text }) => text.includes('/enrol#'))).toBe(false);
  }, 60_000);
});

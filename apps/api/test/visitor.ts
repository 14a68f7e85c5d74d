/** A browser of a story: keeps its cookie, signs in step by step, shows codes of an app. */
import { generateSync } from 'otplib';
import { codesOf, type GraphReply, type Story } from './harness.js';

/** A password that nobody would guess, good for all stories. */
export const PASSWORD = 'seven quiet lanterns over harbour';

const RESULT = 'step factors viewer { role stage person { email } }';

interface SignInReply {
  step: string;
  factors: string[];
  viewer: { role: string } | null;
}

/** The token in a link's fragment. */
export const tokenOf = (link: string | null | undefined): string => link?.split('#t=')[1] ?? '';

export class Visitor {
  cookie = '';
  /** The seed of the app that the visitor enrolled. */
  secret = '';
  recoveryCodes: string[] = [];
  /** The step of the last code shown: none is shown twice. */
  private shown = 0;

  constructor(
    readonly story: Story,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** Asks the graph with the cookie, and keeps what the reply sets. */
  async ask<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphReply<T>> {
    const reply = await this.story.post<T>(
      { query, variables },
      { ...this.story.headers(this.cookie ? { cookie: this.cookie } : {}), ...this.headers },
    );
    const set = reply.headers.getSetCookie().at(-1)?.split(';')[0];
    if (set) this.cookie = set.endsWith('=') ? '' : set;
    return reply;
  }

  /** What the graph answered, where it must not refuse. */
  async told<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const reply = await this.ask<T>(query, variables);
    if (reply.errors.length > 0 || !reply.data) throw new Error(JSON.stringify(reply.errors));
    return reply.data;
  }

  /** The codes with which the graph refuses. */
  async refused(query: string, variables: Record<string, unknown> = {}): Promise<string[]> {
    return codesOf(await this.ask(query, variables));
  }

  /** What the app shows; `ahead` steps later than now. */
  code(ahead = 0): string {
    const step = Math.floor(Date.now() / 30_000) + ahead;
    return generateSync({ secret: this.secret, epoch: step * 30 });
  }

  /** A code that was not shown before, as somebody does who waits for the next. */
  nextCode(): string {
    const now = Math.floor(Date.now() / 30_000);
    this.shown = Math.max(now - 1, this.shown + 1);
    return this.code(this.shown - now);
  }

  /** Waits where the code of before is over in a moment: on a busy machine it would be when it arrives. */
  private async notAtTheEdge(): Promise<void> {
    const left = 30_000 - (Date.now() % 30_000);
    if (left < 3_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
  }

  /** As if half a minute had gone by: the code that the app shows now was not used yet. */
  async halfAMinuteLater(): Promise<void> {
    await this.story.sql('update factors set last_step = null');
    this.shown = 0;
  }

  async setUp(email: string): Promise<SignInReply> {
    const input = {
      token: tokenOf(this.story.server.signInLink),
      name: 'Ada Admin',
      email,
      password: PASSWORD,
      organisationName: 'Quiet Practice',
    };
    const { setUp } = await this.told<{ setUp: SignInReply }>(
      `mutation ($input: SetUpInput!) { setUp(input: $input) { ${RESULT} } }`,
      { input },
    );
    return setUp;
  }

  async signIn(email: string, password = PASSWORD): Promise<SignInReply> {
    const { signIn } = await this.told<{ signIn: SignInReply }>(
      `mutation ($input: SignInInput!) { signIn(input: $input) { ${RESULT} } }`,
      { input: { email, password } },
    );
    return signIn;
  }

  /** Enrols an app for codes: the second factor that everybody needs. */
  async enrol(name = 'My phone'): Promise<void> {
    const { startTotp } = await this.told<{ startTotp: { secret: string } }>(
      'mutation { startTotp { secret uri qrSvg } }',
    );
    this.secret = startTotp.secret;
    await this.notAtTheEdge();
    const { confirmTotp } = await this.told<{ confirmTotp: { recoveryCodes: string[] | null } }>(
      'mutation ($code: String!, $name: String!) { confirmTotp(code: $code, name: $name) { recoveryCodes step } }',
      { code: this.nextCode(), name },
    );
    this.recoveryCodes = confirmTotp.recoveryCodes ?? this.recoveryCodes;
  }

  async verify(shown?: string): Promise<SignInReply> {
    if (!shown) await this.notAtTheEdge();
    const code = shown ?? this.nextCode();
    const { verifyTotp } = await this.told<{ verifyTotp: SignInReply }>(
      `mutation ($code: String!) { verifyTotp(code: $code) { ${RESULT} } }`,
      { code },
    );
    return verifyTotp;
  }

  /** All the way in by password and code. */
  async enter(email: string, password = PASSWORD): Promise<void> {
    await this.signIn(email, password);
    await this.verify();
  }

  /** Somebody with the same account in another browser. */
  elsewhere(headers: Readonly<Record<string, string>> = this.headers): Visitor {
    const other = new Visitor(this.story, headers);
    other.secret = this.secret;
    other.recoveryCodes = this.recoveryCodes;
    other.shown = this.shown;
    return other;
  }
}

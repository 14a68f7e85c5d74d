/** A browser of a story on its way to the OpenID provider and back, as far as cookies and redirects go. */
import { expect } from '@jest/globals';
import type { Story } from './harness.js';
import type { OpenIdProvider, Saying } from './openid-provider.js';

/** One browser on its way: its cookies and where it stands. */
export class SsoBrowser {
  cookies = new Map<string, string>();

  constructor(
    private readonly story: Story,
    private readonly provider: OpenIdProvider,
  ) {}

  async go(address: string, headers: Record<string, string> = {}): Promise<string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(new URL(address, this.story.url), {
      redirect: 'manual',
      headers: { ...headers, ...(cookie && { cookie }) },
    });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    expect(reply.status).toBe(303);
    return reply.headers.get('location') ?? '';
  }

  /** To the provider and back, until just before the callback. */
  async comeBack(wishes = ''): Promise<URL> {
    await this.story.sql('delete from rate_limits');
    return this.provider.signIn(await this.go(`/sso/start${wishes}`));
  }

  async signIn(saying: Saying, wishes = ''): Promise<string> {
    this.provider.saying = saying;
    return this.go((await this.comeBack(wishes)).href);
  }

  /** Who the graph says this is. */
  async viewer(): Promise<{ role: string; stage: string; person: { email: string } } | null> {
    const cookie = [...this.cookies]
      .filter(([name]) => name.startsWith('__Host-sid'))
      .map(([name, value]) => `${name}=${value}`)
      .join();
    if (!cookie) return null;
    const reply = await this.story.gql<{ viewer: never }>(
      '{ viewer { role stage person { email } } }',
      {},
      { cookie },
    );
    return reply.data?.viewer ?? null;
  }

  get holdsSession(): boolean {
    return [...this.cookies.keys()].some((name) => name.startsWith('__Host-sid'));
  }
}

/** What the provider says of somebody of the story. */
export const known = (sub: string, more: Record<string, unknown> = {}): Saying => ({
  sub,
  claims: {
    email: `${sub}@example.org`,
    email_verified: true,
    name: `${sub} of the story`,
    groups: ['grc'],
    amr: ['pwd', 'mfa'],
    ...more,
  },
});

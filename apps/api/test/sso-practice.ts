/** A practice whose colleagues come by single sign-on: its server, its OpenID provider and its administrator. */
import { Story } from './harness.js';
import { CLIENT, OpenIdProvider } from './openid-provider.js';
import { Visitor } from './visitor.js';

export const ADMIN = 'ada@example.org';

/** What stories about single sign-on begin with. Close it in `afterAll`. */
export interface SsoPractice {
  readonly story: Story;
  readonly provider: OpenIdProvider;
  /** Set up with a password and an app. */
  readonly admin: Visitor;
  /** How the provider is entered, with more or other facts. */
  input(more?: Record<string, unknown>): Record<string, unknown>;
  end(): Promise<void>;
}

export async function beginSsoPractice(): Promise<SsoPractice> {
  const provider = await OpenIdProvider.begin();
  const story = await Story.begin({ settings: { SSO_INTERNAL_HOSTS: '127.0.0.1' } });
  const admin = new Visitor(story);
  await admin.setUp(ADMIN);
  await admin.enrol();
  return {
    story,
    provider,
    admin,
    input: (more) => ({
      name: 'Our directory',
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      ...more,
    }),
    end: async () => {
      await story.end();
      await provider.end();
    },
  };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story, type Credentials } from './harness.js';

/** Fields that an executive gets empty, in a fragment: the document's copy for them shares what is around it. */
const VENDOR = `query Vendor($id: ID!) { vendor(id: $id) { ...Parts } }
  fragment Parts on Vendor { displayName contacts { name email } }`;
const PEOPLE = `query People { people { items { ...Parts } } }
  fragment Parts on Person { name email }`;

/** The engines take turns: the first asking interprets a document, later ones run it compiled. */
const TIMES = [1, 2, 3];

describe('a document that somebody asks first who may not read all of it', () => {
  let story: Story;
  let id: string;

  beforeAll(async () => {
    story = await Story.begin();
    const input = {
      displayName: 'Shared Document Ltd',
      contacts: [{ name: 'Cas Contact', email: 'cas@vendor.example' }],
    };
    const { data } = await story.gql<{ createVendor: { id: string } }>(
      'mutation Create($input: CreateVendorInput!) { createVendor(input: $input) { id } }',
      { input },
      await story.signIn('COMPLIANCE'),
    );
    id = data!.createVendor.id;
  });
  afterAll(() => story.end());

  interface Read {
    readonly vendor: { readonly contacts: readonly { readonly email: string }[] };
    readonly people: { readonly items: readonly { readonly email: string }[] };
  }
  const read = async (text: string, as: Credentials): Promise<Read> => {
    const reply = await story.gql<Read>(text, text === VENDOR ? { id } : {}, as);
    expect(reply.errors).toEqual([]);
    return reply.data!;
  };

  it('is whole for the next one who may, and empty for the first one again', async () => {
    const executive = await story.signIn('EXECUTIVE');
    const officer = await story.signIn('COMPLIANCE');
    for (const asker of [executive, officer, executive]) {
      const whole = asker === officer;
      for (const _ of TIMES) {
        const { vendor } = await read(VENDOR, asker);
        expect(vendor.contacts.map(({ email }) => email)).toEqual(
          whole ? ['cas@vendor.example'] : [],
        );
        const { people } = await read(PEOPLE, asker);
        expect(people.items.some(({ email }) => email.includes('@'))).toBe(whole);
      }
    }
  });
});

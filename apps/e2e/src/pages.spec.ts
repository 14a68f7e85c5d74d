// Every page and every form, light and dark: nothing for axe, the console or the content policy to
// complain about, and no sideways scrolling on the narrowest phone.
import { ask, expect, fitsEverybody, opened, test, type Page } from './story.js';

interface Refs {
  readonly vendor: string;
  readonly matched: string;
  readonly agreement: string;
  readonly assessment: string;
  readonly breach: string;
}

interface Place {
  readonly path: (refs: Refs) => string;
  /** What to press once it stands, to open a form. */
  readonly open?: (page: Page) => Promise<void>;
}

const on =
  (path: string): Place['path'] =>
  () =>
    path;
const tab =
  (name: string): Place['path'] =>
  ({ vendor }) =>
    `/vendors/${vendor}?tab=${name}`;

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

async function inMore(page: Page, name: string): Promise<void> {
  await page.getByText('More', { exact: true }).click();
  await press(page, name);
}

async function dialogIsOpen(page: Page): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible();
}

const form = (path: Place['path'], open: (page: Page) => Promise<void>): Place => ({
  path,
  open: async (page) => {
    await open(page);
    await dialogIsOpen(page);
  },
});

const places: Readonly<Record<string, Place>> = {
  overview: { path: on('/') },
  'the inherent map': { path: on('/?map=INHERENT') },
  vendors: { path: on('/vendors') },
  'vendors, filtered': { path: on('/vendors?tier=CRITICAL,HIGH&q=sample') },
  'vendors, nothing found': { path: on('/vendors?q=zzzzzz') },
  'a filter, opened': {
    path: on('/vendors'),
    open: (page) => page.getByText('Tier', { exact: true }).first().click(),
  },
  'a new vendor': form(on('/vendors'), (page) => press(page, 'Add a vendor')),
  'a vendor': { path: tab('score') },
  'a vendor that is not assessed': { path: ({ matched }) => `/vendors/${matched}` },
  'a vendor that is not there': { path: on('/vendors/VND-99999') },
  services: { path: tab('services') },
  'a service': form(tab('services'), (page) => press(page, 'Change the service')),
  'a decision': form(tab('services'), (page) => press(page, 'Decide')),
  'agreements of a vendor': { path: tab('agreements') },
  'an agreement': form(tab('agreements'), (page) => press(page, 'Add an agreement')),
  questionnaires: { path: tab('questionnaires') },
  evidence: form(tab('questionnaires'), (page) => press(page, 'Add a document')),
  'an answer': {
    path: tab('questionnaires'),
    open: async (page) => {
      await press(page, /^Change\b.*:/);
      await expect(page.getByLabel('How well it is shown')).toBeVisible();
    },
  },
  'breaches of a vendor': { path: tab('breaches') },
  'matches of a vendor': { path: ({ matched }) => `/vendors/${matched}?tab=breaches` },
  'score history': { path: tab('history') },
  profile: { path: tab('about') },
  'changing a vendor': form(tab('score'), (page) => press(page, 'Change')),
  'a tier by hand': form(tab('score'), (page) => inMore(page, 'Set the tier by hand')),
  'a breach by hand': form(tab('score'), (page) => inMore(page, 'Record a breach')),
  agreements: { path: on('/agreements') },
  'a new agreement': form(on('/agreements'), (page) => press(page, 'Record an agreement')),
  'one agreement': { path: ({ agreement }) => `/agreements/${agreement}` },
  'changing an agreement': form(
    ({ agreement }) => `/agreements/${agreement}`,
    (page) => press(page, 'Change the agreement'),
  ),
  assessments: { path: on('/assessments') },
  'one assessment': { path: ({ assessment }) => `/assessments/${assessment}` },
  breaches: { path: on('/breaches') },
  'one breach': { path: ({ breach }) => `/breaches/${breach}` },
  'matches to review': { path: on('/breaches/matches') },
  'confirming a match': {
    path: on('/breaches/matches'),
    open: async (page) => {
      await press(page, /^Confirm…/);
      await expect(page.getByRole('radio').first()).toBeVisible();
    },
  },
  method: { path: on('/method') },
  'the account': { path: on('/account') },
  people: { path: on('/settings/people') },
  'people, nobody found': { path: on('/settings/people?q=zzzzzz') },
  'the organisation': { path: on('/settings/organisation') },
  'encryption keys': { path: on('/settings/keys') },
  retention: { path: on('/settings/retention') },
  'changing the retention': form(on('/settings/retention'), (page) => press(page, 'Change')),
  'security events': { path: on('/settings/events') },
  'single sign-on': { path: on('/settings/sign-on') },
  'setting single sign-on up': form(on('/settings/sign-on'), (page) => press(page, 'Set it up')),
  'API tokens': { path: on('/settings/tokens') },
  'a new API token': form(on('/settings/tokens'), (page) => press(page, 'Make a token')),
  'access reviews': { path: on('/settings/reviews') },
  'an access review that is not there': { path: on('/settings/reviews/REV-99999') },
  'an invitation': { path: on('/invitation') },
  'another password': { path: on('/reset') },
  'new second factors': { path: on('/enrol') },
  'no page': { path: on('/nowhere') },
  'the sign-in': { path: on('/sign-in') },
  'the set-up': { path: on('/set-up') },
};

let refs: Refs | undefined;

async function refsOf(): Promise<Refs> {
  if (refs) return refs;
  const list = await ask<
    Record<string, { items: { ref: string }[] }>
  >(`{ vendor: vendors(filter: { search: "Sample Session Archive" }, limit: 1) { items { ref } }
       matched: vendors(filter: { search: "Availity" }, limit: 1) { items { ref } }
       agreement: agreements(limit: 1) { items { ref } }
       assessment: assessments(limit: 1) { items { ref } }
       breach: breaches(filter: { source: [HHS_OCR] }, limit: 1) { items { ref } } }`);
  const first = (name: string): string => list[name]?.items[0]?.ref ?? 'none';
  refs = {
    vendor: first('vendor'),
    matched: first('matched'),
    agreement: first('agreement'),
    assessment: first('assessment'),
    breach: first('breach'),
  };
  return refs;
}

for (const [name, place] of Object.entries(places)) {
  test(`everybody can use ${name}, in light, in dark and on a phone`, async ({ page }) => {
    const path = place.path(await refsOf());
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await opened(page, path);
    if (name !== 'no page')
      await expect(page.getByText('There is no page at this address.')).toHaveCount(0);
    await place.open?.(page);
    await fitsEverybody(page);
  });
}

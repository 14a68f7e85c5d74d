import type { Routes } from '@angular/router';
import { mayOpen } from '../api/index.js';
import { NotForYouPage } from '../shell/not-for-you-page.js';
import { SETTINGS } from './settings-nav.js';
import { SettingsPage } from './settings-page.js';

const pages: Routes = [
  {
    path: 'people',
    title: 'settings.people.title',
    loadComponent: () => import('./people/people-page.js').then((m) => m.PeoplePage),
  },
  {
    path: 'organisation',
    title: 'settings.organisation.title',
    loadComponent: () =>
      import('./organisation/organisation-page.js').then((m) => m.OrganisationPage),
  },
  {
    path: 'audit',
    title: 'audit.title',
    loadComponent: () => import('./audit/audit-page.js').then((m) => m.AuditPage),
  },
  {
    path: 'keys',
    title: 'settings.keys.title',
    loadComponent: () => import('./keys/keys-page.js').then((m) => m.KeysPage),
  },
  {
    path: 'retention',
    title: 'settings.retention.title',
    loadComponent: () => import('./retention/retention-page.js').then((m) => m.RetentionPage),
  },
  {
    path: 'events',
    title: 'settings.events.title',
    loadComponent: () => import('./events/events-page.js').then((m) => m.EventsPage),
  },
  {
    path: 'sign-on',
    title: 'settings.signOn.title',
    loadComponent: () => import('./sign-on/sign-on-page.js').then((m) => m.SignOnPage),
  },
  {
    path: 'tokens',
    title: 'settings.tokens.title',
    loadComponent: () => import('./tokens/tokens-page.js').then((m) => m.TokensPage),
  },
  {
    path: 'reviews',
    title: 'settings.reviews.title',
    loadComponent: () => import('./reviews/reviews-page.js').then((m) => m.ReviewsPage),
  },
  {
    path: 'reviews/:id',
    title: 'settings.reviews.title',
    loadComponent: () => import('./reviews/review-page.js').then((m) => m.ReviewPage),
  },
];

/** Each page for those who may open it, and for the others a page in its place that says so. */
const guarded = pages.flatMap((page): Routes => {
  const can = SETTINGS.find(({ path }) => path === page.path?.split('/')[0])?.can;
  if (!can) throw new Error(`settings-nav.ts does not say who may open ${page.path}.`);
  return [
    { ...page, canMatch: [mayOpen(can)] },
    { path: page.path ?? '', title: 'shell.notForYou.title', component: NotForYouPage },
  ];
});

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    component: SettingsPage,
    children: [{ path: '', pathMatch: 'full', redirectTo: 'people' }, ...guarded],
  },
];

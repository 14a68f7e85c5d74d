import type { Routes } from '@angular/router';
import { SettingsPage } from './settings-page.js';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    component: SettingsPage,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'people' },
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
    ],
  },
];

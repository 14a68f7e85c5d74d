/**
 * The dashboard's map. Every page is lazy; `title` is a key of the catalogue.
 * How a page is built (the parts are in shell/ui and api):
 * - reads: `page = graphqlResource(VendorsDocument, () => ({ … }))` with documents from
 *   `@chaperone/contract/<room>` (operations/<room>/*.graphql, then `nx codegen contract`);
 *   show `<ch-load [from]="page">…` around it: skeleton, failure and retry come from there;
 * - writes: `await inject(Graphql).mutate(Document, { input })`, then `page.reload()`;
 *   a rejection is a `Failure` (`code`, `field`, sentence): `<ch-failure [failure]="…">`;
 * - view state (search, filters, sort, page, tab) lives in the URL: `urlState({ q: text(), … })`;
 * - tables are plain `<table class="rows">` with `th[chSort]`, `data-label` on each cell (they
 *   become cards on a phone), `<ch-pager>`, `<ch-filter>` and `<ch-chips>`;
 * - words: `'room.key' | transloco`, vocabulary `value | word: 'band'`, plurals
 *   `count | plural: 'room.key'`; figures and days `| figure`, `| whole`, `| day`;
 *   the sentences stand in src/i18n/en/<room>.json, and a spec fails on a missing or unused one;
 * - what a person may do: `inject(Session).can('vendors:write')`;
 * - a change that asks for a second factor anew, or meets a session that has ended, needs nothing
 *   of the page: `Graphql.mutate` waits while the shell asks, and sends it again;
 * - a page of the settings: a route in settings.routes.ts, a line in settings-nav.ts.
 */
import type { Routes } from '@angular/router';
import { signedIn } from './api/index.js';

export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'signIn.title',
    loadComponent: () => import('./sign-in/sign-in-page.js').then((m) => m.SignInPage),
  },
  {
    path: 'set-up',
    title: 'setUp.title',
    loadComponent: () => import('./sign-in/set-up-page.js').then((m) => m.SetUpPage),
  },
  ...(['invitation', 'reset', 'enrol'] as const).map((purpose) => ({
    path: purpose,
    title: `signIn.link.${purpose}.title`,
    data: { purpose },
    loadComponent: () => import('./sign-in/link-page.js').then((m) => m.LinkPage),
  })),
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell.js').then((m) => m.Shell),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'overview.title',
        loadComponent: () => import('./overview/overview-page.js').then((m) => m.OverviewPage),
      },
      {
        path: 'vendors',
        loadChildren: () => import('./vendors/vendors.routes.js').then((m) => m.routes),
      },
      {
        path: 'agreements',
        loadChildren: () => import('./agreements/agreements.routes.js').then((m) => m.routes),
      },
      {
        path: 'assessments',
        loadChildren: () => import('./assessments/assessments.routes.js').then((m) => m.routes),
      },
      {
        path: 'breaches',
        loadChildren: () => import('./breaches/breaches.routes.js').then((m) => m.routes),
      },
      {
        path: 'account',
        title: 'account.title',
        loadComponent: () => import('./account/account-page.js').then((m) => m.AccountPage),
      },
      {
        path: 'settings',
        loadChildren: () => import('./settings/settings.routes.js').then((m) => m.routes),
      },
      {
        path: 'method',
        title: 'method.title',
        loadComponent: () => import('./method/method-page.js').then((m) => m.MethodPage),
      },
      {
        path: '**',
        title: 'shell.notFound.title',
        loadComponent: () => import('./shell/not-found-page.js').then((m) => m.NotFoundPage),
      },
    ],
  },
];

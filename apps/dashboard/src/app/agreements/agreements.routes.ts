import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'agreements.title',
    loadComponent: () => import('./agreement-list-page.js').then((m) => m.AgreementListPage),
  },
  {
    path: ':ref',
    title: 'agreements.title',
    loadComponent: () => import('./agreement-page.js').then((m) => m.AgreementPage),
  },
];

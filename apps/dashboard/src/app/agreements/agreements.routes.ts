import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'agreements.title',
    loadComponent: () => import('../shell/not-found-page.js').then((m) => m.NotFoundPage),
  },
];

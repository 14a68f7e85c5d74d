import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'breaches.title',
    loadComponent: () => import('./breach-list-page.js').then((m) => m.BreachListPage),
  },
  {
    path: 'matches',
    title: 'breaches.queue.title',
    loadComponent: () => import('./match-queue-page.js').then((m) => m.MatchQueuePage),
  },
  {
    path: ':ref',
    title: 'breaches.title',
    loadComponent: () => import('./breach-page.js').then((m) => m.BreachPage),
  },
];

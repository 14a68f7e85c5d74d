import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'breaches.title',
    loadComponent: () => import('./register/register-page.js').then((m) => m.RegisterPage),
  },
  {
    path: 'matches',
    title: 'breaches.queue.title',
    loadComponent: () => import('./queue/queue-page.js').then((m) => m.QueuePage),
  },
  {
    path: ':ref',
    title: 'breaches.title',
    loadComponent: () => import('./record/record-page.js').then((m) => m.RecordPage),
  },
];

import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'assessments.title',
    loadComponent: () => import('./assessment-list-page.js').then((m) => m.AssessmentListPage),
  },
];

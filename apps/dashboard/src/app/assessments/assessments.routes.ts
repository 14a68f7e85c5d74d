import type { Routes } from '@angular/router';

/** The pages of this room: every assessment, one with its answers, one questionnaire version. */
export const routes: Routes = [
  {
    path: '',
    title: 'assessments.title',
    loadComponent: () => import('./assessment-list-page.js').then((m) => m.AssessmentListPage),
  },
  {
    path: 'templates/:id',
    title: 'assessments.version.title',
    loadComponent: () => import('./template/template-page.js').then((m) => m.TemplatePage),
  },
  {
    path: ':ref',
    title: 'assessments.page.title',
    loadComponent: () => import('./page/assessment-page.js').then((m) => m.AssessmentPage),
  },
];

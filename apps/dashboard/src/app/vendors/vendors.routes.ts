import type { Routes } from '@angular/router';

/** The pages of this room. */
export const routes: Routes = [
  {
    path: '',
    title: 'vendors.title',
    loadComponent: () => import('./list/vendor-list-page.js').then((m) => m.VendorListPage),
  },
  {
    path: ':ref',
    title: 'vendors.title',
    loadComponent: () => import('./page/vendor-page.js').then((m) => m.VendorPage),
  },
];

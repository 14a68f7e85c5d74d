/**
 * What stands around every page of a signed-in person: destinations, who is signed in, the
 * sample-data banner and the skip link; and over every page, what a request may have to ask for:
 * a second factor, or a new sign-in. It knows the session and the routes, and no page.
 */
import { Component, ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  NavigationEnd,
  Router,
  RouterLink,
  RouterLinkActive,
  RouterOutlet,
  type IsActiveMatchOptions,
} from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map, pairwise } from 'rxjs';
import { Hurdles, Session } from '../api/index.js';
import { SignInAgain } from '../sign-in/again-dialog.js';
import { StepUpDialog } from '../sign-in/step-up-dialog.js';
import { WordPipe } from './formats.js';
import { SampleBanner } from './sample-banner.js';
import { SessionWatch } from './session-watch.js';
import { ThemeMenu } from './theme-menu.js';
import { Icon, type IconName } from './ui/icon.js';
import { Menu } from './ui/menu.js';
import { ToastPlace } from './ui/toasts.js';

/** At most seven, so that they can be taken in at a glance. */
const DESTINATIONS: readonly { path: string; key: string; icon: IconName }[] = [
  { path: '/', key: 'shell.nav.overview', icon: 'overview' },
  { path: '/vendors', key: 'shell.nav.vendors', icon: 'vendors' },
  { path: '/agreements', key: 'shell.nav.agreements', icon: 'agreements' },
  { path: '/assessments', key: 'shell.nav.assessments', icon: 'assessments' },
  { path: '/breaches', key: 'shell.nav.breaches', icon: 'breaches' },
  { path: '/method', key: 'shell.nav.method', icon: 'method' },
  { path: '/settings', key: 'shell.nav.settings', icon: 'settings' },
];

/** A destination stays marked whatever the view's filters are. */
const HERE: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  matrixParams: 'ignored',
  fragment: 'ignored',
};

@Component({
  selector: 'ch-shell',
  imports: [
    Icon,
    Menu,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SampleBanner,
    SessionWatch,
    SignInAgain,
    StepUpDialog,
    ThemeMenu,
    ToastPlace,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly session = inject(Session);
  protected readonly hurdles = inject(Hurdles);
  protected readonly destinations = DESTINATIONS;
  protected readonly here = HERE;
  protected readonly below: IsActiveMatchOptions = { ...HERE, paths: 'subset' };
  protected readonly navOpen = signal(false);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
        pairwise(),
        filter(([before, now]) => before !== now),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.navOpen.set(false);
        this.focusMain();
      });
  }

  /** A new page is read from its start, by screen readers too. */
  protected focusMain(event?: Event): void {
    event?.preventDefault();
    this.main().nativeElement.focus({ preventScroll: event === undefined });
  }
}

import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from './ui/waiting.js';

/** For a page that is there, and that the viewer's role may not open. */
@Component({
  imports: [EmptyState, RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shell.notForYou.title' | transloco }}</h1>
    <ch-empty
      [heading]="'shell.notForYou.heading' | transloco"
      [text]="'shell.notForYou.text' | transloco"
    >
      <a class="button" routerLink="/">{{ 'shell.notFound.home' | transloco }}</a>
    </ch-empty>
  `,
})
export class NotForYouPage {}

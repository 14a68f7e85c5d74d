import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from './ui/waiting.js';

/** For an address that leads nowhere. */
@Component({
  imports: [EmptyState, RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shell.notFound.title' | transloco }}</h1>
    <ch-empty
      [heading]="'shell.notFound.heading' | transloco"
      [text]="'shell.notFound.text' | transloco"
    >
      <a class="button" routerLink="/">{{ 'shell.notFound.home' | transloco }}</a>
    </ch-empty>
  `,
})
export class NotFoundPage {}

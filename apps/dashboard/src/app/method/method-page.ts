import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { METHOD_SECTIONS, MethodText } from '../../generated/method-text.js';
import { EmptyState, PageHead } from '../shell/ui/index.js';

/** How a score is computed, in the words of docs/method.md, with a table of contents. */
@Component({
  imports: [EmptyState, MethodText, PageHead, RouterLink, TranslocoPipe],
  template: `
    <ch-page-head [heading]="'method.title' | transloco" />
    @if (sections.length) {
      <div class="split">
        <nav class="no-print" [attr.aria-label]="'method.contents' | transloco">
          <ol>
            @for (section of sections; track section.id) {
              <li>
                <a routerLink="." [fragment]="section.id">{{ section.text }}</a>
              </li>
            }
          </ol>
        </nav>
        <article class="card"><ch-method-text /></article>
      </div>
    } @else {
      <ch-empty [heading]="'method.none' | transloco" />
    }
  `,
  styleUrl: './method-page.scss',
})
export class MethodPage {
  protected readonly sections = METHOD_SECTIONS;
}

import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { TemplatesQuery } from '@chaperone/contract/assessments';
import { PluralPipe } from '../shell/formats.js';

/** The questionnaires that there are, each with its newest published version. */
@Component({
  selector: 'ch-template-list',
  imports: [PluralPipe, RouterLink, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="questionnaires">
      <h2 id="questionnaires">{{ 'assessments.templates' | transloco }}</h2>
      <ul>
        @for (each of templates(); track each.id) {
          <li>
            @if (each.latest; as latest) {
              <a [routerLink]="['/assessments/templates', latest.id]">{{ each.title }}</a>
              <span class="quiet small">
                {{ 'assessments.versionOf' | transloco: { version: latest.version } }} ·
                {{ latest.questionCount | plural: 'assessments.version.count' }}
              </span>
            } @else {
              <span>{{ each.title }}</span>
            }
            @if (each.description) {
              <p class="quiet small">{{ each.description }}</p>
            }
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    :host {
      display: block;
      margin-block-start: 1.5rem;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding-block: 0.375rem;
      border-block-start: 1px solid var(--line);
    }
    a {
      margin-inline-end: 0.5rem;
    }
    p {
      margin: 0;
      max-inline-size: 90ch;
    }
  `,
})
export class TemplateList {
  readonly templates = input.required<TemplatesQuery['templates']['items']>();
}

import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { VendorImportsDocument } from '@chaperone/contract/vendors';
import { graphqlResource, Session } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { Moment, Waiting } from '../../shell/ui/index.js';

/**
 * Imports that wrote something about a vendor: each stands in the audit log as one entry with its
 * counts, so that the vendor's own entries do not tell of it. Shows nothing to whoever may not read imports.
 */
@Component({
  selector: 'ch-vendor-imports',
  imports: [Moment, RouterLink, TranslocoPipe, Waiting, WordPipe],
  template: `
    @if (may()) {
      <section>
        <h2>{{ 'vendors.imports.title' | transloco }}</h2>
        <ch-waiting [on]="read" [count]="2" />
        @if (read.value(); as found) {
          <ul class="card">
            @for (run of found.importRuns.items; track run.id) {
              <li>
                @if (mayAudit()) {
                  <a routerLink="/settings/audit" [queryParams]="{ q: run.ref }">{{ run.ref }}</a>
                } @else {
                  <b>{{ run.ref }}</b>
                }
                <span>
                  {{ run.source | word: 'importSource' }}
                  <span class="quiet small">{{ run.fileName }}</span>
                </span>
                <span class="quiet">
                  {{ run.startedBy?.name ?? ('vendors.imports.command' | transloco) }}
                </span>
                <span class="quiet">
                  @if (run.appliedAt) {
                    <ch-moment [at]="run.appliedAt" />
                  }
                  @if (run.undoneAt) {
                    · {{ 'vendors.imports.undone' | transloco }} <ch-moment [at]="run.undoneAt" />
                  }
                </span>
              </li>
            } @empty {
              <li class="none quiet">{{ 'vendors.imports.none' | transloco }}</li>
            }
          </ul>
        }
      </section>
    }
  `,
  styles: `
    section {
      margin-block-start: 1.5rem;
    }
    ul {
      margin: 0;
      padding: 0.25rem 0.75rem;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: 5rem minmax(0, 1fr) 10rem 14rem;
      gap: 0.125rem 0.75rem;
      padding: 0.4375rem 0.25rem;
      overflow-wrap: anywhere;
    }
    .none {
      display: block;
    }
    li + li {
      border-block-start: 1px solid var(--line);
    }
    @media (max-width: 48rem) {
      li {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class ImportsCard {
  /** The vendor's key. */
  readonly vendor = input.required<string>();
  private readonly session = inject(Session);
  protected readonly may = computed(() => this.session.can('imports:read'));
  protected readonly mayAudit = computed(() => this.session.can('audit:read'));
  protected readonly read = graphqlResource(VendorImportsDocument, () =>
    this.may() ? { vendor: this.vendor() } : undefined,
  );
}

/**
 * What a record went through, from the audit log. In: its kind and key. Out: its newest entries, older
 * ones on demand. Shows nothing to whoever may not read the log.
 */
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { AuditEntriesDocument } from '@chaperone/contract/audit';
import { graphqlResource, Session } from '../api/index.js';
import { Waiting } from '../shell/ui/index.js';
import { EntryList } from './entry-list.js';

/** Kinds of record that have a page or a sheet of their own. */
type Kind =
  | 'VENDOR'
  | 'AGREEMENT'
  | 'ASSESSMENT'
  | 'BREACH'
  | 'PERSON'
  | 'ORGANISATION'
  | 'ACCESS_REVIEW'
  | 'IDENTITY_PROVIDER';

const FIRST = 20;
const MOST = 100;

@Component({
  selector: 'ch-audit-history',
  imports: [EntryList, TranslocoPipe, Waiting],
  template: `
    @if (may()) {
      <section>
        <h2>{{ 'audit.history' | transloco }}</h2>
        <ch-waiting [on]="read" [count]="3" />
        @if (read.value()?.auditEntries; as feed) {
          @if (feed.items.length) {
            <div class="card">
              <ch-audit-entries [entries]="feed.items" [names]="feed.names" />
            </div>
          } @else {
            <p class="quiet">{{ 'audit.none' | transloco }}</p>
          }
          @if (feed.next && limit() < most) {
            <button type="button" class="button no-print" (click)="limit.set(most)">
              {{ 'audit.showMore' | transloco }}
            </button>
          }
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    section {
      display: grid;
      gap: 0.5rem;
      margin-block-start: 1.5rem;
    }
    .card {
      padding: 0.25rem 0.75rem;
    }
    button {
      justify-self: start;
    }
  `,
})
export class HistoryPanel {
  readonly type = input.required<Kind>();
  readonly key = input.required<string>();
  private readonly session = inject(Session);
  protected readonly may = computed(() => this.session.can('audit:read'));
  protected readonly most = MOST;
  protected readonly limit = linkedSignal({ source: this.key, computation: () => FIRST });
  private readonly asked = computed(() => ({
    filter: { subjectType: this.type(), subjectId: this.key() },
    after: null,
    limit: this.limit(),
  }));
  protected readonly read = graphqlResource(AuditEntriesDocument, () =>
    this.may() ? this.asked() : undefined,
  );
}

import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DecideBreachMatchDocument, VendorBreachesDocument } from '@chaperone/contract/vendors';
import type { MatchState } from '@chaperone/risk-model';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql, graphqlResource } from '../../api/index.js';
import { EmptyState, FailureNotice, Icon, Toasts, Waiting } from '../../shell/ui/index.js';
import { BreachForm } from '../forms/breach-form.js';
import { MatchForm, type Match } from '../forms/match-form.js';
import { Say } from '../say.js';
import { MatchCard } from './match-card.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

/** What waits for a person comes first; what was turned down stays to be seen. */
const STATES = ['PROPOSED', 'CONFIRMED', 'REJECTED'] as const satisfies readonly MatchState[];

/** Breach records that may concern the vendor, and what people made of each. */
@Component({
  selector: 'ch-breaches-tab',
  imports: [
    BreachForm,
    EmptyState,
    FailureNotice,
    Icon,
    MatchCard,
    MatchForm,
    TranslocoPipe,
    Waiting,
  ],
  template: `
    @if (desk.can('breaches:write')) {
      <p class="no-print">
        <button type="button" class="button" (click)="adding.set(true)">
          <ch-icon name="plus" /> {{ 'vendors.breach.add' | transloco }}
        </button>
      </p>
    }
    <ch-waiting [on]="read" [count]="4" />
    <ch-failure [failure]="failure()" />
    @for (group of groups(); track group.state) {
      <section class="card later">
        <h2>{{ 'vendors.match.group.' + group.state | transloco }} ({{ group.matches.length }})</h2>
        <p class="quiet small">{{ 'vendors.match.meaning.' + group.state | transloco }}</p>
        @for (match of group.matches; track match.id) {
          <ch-match-card
            [match]="match"
            [decidable]="desk.can('breaches:write')"
            (confirmed)="confirming.set(match.id)"
            (rejected)="decide(match, 'REJECTED')"
            (reopened)="decide(match, 'PROPOSED')"
          />
        }
      </section>
    }
    @if (matches()?.length === 0) {
      <ch-empty
        [heading]="'vendors.breach.none.heading' | transloco"
        [text]="'vendors.breach.none.text' | transloco"
      />
    }
    @if (adding()) {
      @defer (on immediate) {
        <ch-breach-form [vendor]="vendor()" (closed)="adding.set(false)" />
      }
    }
    @if (chosen(); as match) {
      @defer (on immediate) {
        <ch-match-form [match]="match" (closed)="confirming.set('')" />
      }
    }
  `,
  styleUrl: './tabs.scss',
})
export class BreachesTab {
  readonly vendor = input.required<Vendor>();
  protected readonly desk = inject(VendorDesk);
  protected readonly read = graphqlResource(VendorBreachesDocument, () => this.desk.asked());
  protected readonly adding = signal(false);
  protected readonly confirming = signal('');
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected readonly matches = computed(() => this.read.value()?.vendor?.breachMatches);
  protected readonly groups = computed(() =>
    STATES.map((state) => ({
      state,
      matches: (this.matches() ?? []).filter((match) => match.state === state),
    })).filter((group) => group.matches.length > 0),
  );
  protected readonly chosen = computed(() =>
    this.matches()?.find((match) => match.id === this.confirming()),
  );

  protected async decide(match: Match, state: MatchState): Promise<void> {
    this.failure.set(undefined);
    try {
      const input = { id: match.id, rev: match.rev, state };
      const reply = await this.graphql.mutate(DecideBreachMatchDocument, { input });
      this.desk.saved(reply.decideBreachMatch.vendor.score);
      if (state === 'REJECTED') this.offerUndo(match.id);
    } catch (error) {
      this.failure.set(asFailure(error));
    }
  }

  private offerUndo(id: string): void {
    this.toasts.show(this.say.text('vendors.match.rejected'), {
      label: this.say.text('vendors.page.undo'),
      run: () => {
        const match = this.matches()?.find((each) => each.id === id);
        if (match) void this.decide(match, 'PROPOSED');
      },
    });
  }
}

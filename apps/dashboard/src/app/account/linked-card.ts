import { Component, DOCUMENT, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { UnlinkAccountDocument, type AccountQuery } from '@chaperone/contract/account';
import { Graphql, Hurdles } from '../api/index.js';
import { MomentPipe } from '../shell/formats.js';
import { FailureNotice, Icon, Toasts } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { Say } from '../vendors/say.js';

type Linked = AccountQuery['myLinkedAccounts'][number];

/** Accounts elsewhere by which one can sign in: linked, and taken away, but never the last way in. */
@Component({
  selector: 'ch-linked-card',
  imports: [FailureNotice, Icon, MomentPipe, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="linked">
      <h2 id="linked">{{ 'account.linked.title' | transloco }}</h2>
      <p class="quiet">{{ 'account.linked.lede' | transloco }}</p>
      <ch-failure [failure]="attempt.failure()" />
      <ul class="lines">
        @for (account of accounts(); track account.id) {
          <li>
            <ch-icon name="outside" />
            <div class="about">
              <b>{{ account.provider }}</b>
              <span class="quiet small">{{ account.subject }}</span>
              <span class="quiet small">
                @if (account.lastUsedAt) {
                  {{ 'account.factors.used' | transloco: { at: (account.lastUsedAt | moment) } }}
                } @else {
                  {{ 'account.factors.since' | transloco: { at: (account.createdAt | moment) } }}
                }
              </span>
            </div>
            <button
              type="button"
              class="link"
              [class.bad]="leaving() === account.id"
              [attr.aria-label]="
                (leaving() === account.id ? 'account.factors.reallyOf' : 'account.factors.removeOf')
                  | transloco: { name: account.provider }
              "
              (click)="unlink(account)"
            >
              {{
                (leaving() === account.id ? 'account.factors.really' : 'account.factors.remove')
                  | transloco
              }}
            </button>
          </li>
        }
      </ul>
      @if (leaving()) {
        <p class="small" role="status">{{ 'account.factors.effect' | transloco }}</p>
      }
      @for (provider of providers(); track provider.id) {
        <button type="button" class="button" (click)="link(provider)">
          {{ 'account.linked.add' | transloco: { name: provider.name } }}
        </button>
      }
    </section>
  `,
  styleUrl: './cards.scss',
})
export class LinkedCard {
  readonly accounts = input.required<readonly Linked[]>();
  readonly providers = input.required<AccountQuery['ssoProviders']>();
  readonly changed = output();

  protected readonly attempt = new Attempt();
  /** The one that waits for a second press before it goes. */
  protected readonly leaving = signal<string | undefined>(undefined);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  private readonly stepUp = inject(Hurdles).stepUp;
  private readonly window = inject(DOCUMENT).defaultView;

  /** Away to the provider, and back to this page; the server wants a factor shown just before. */
  protected async link({ startUrl }: AccountQuery['ssoProviders'][number]): Promise<void> {
    if (await this.stepUp.raise()) this.window?.location.assign(`${startUrl}&link=1&to=/account`);
  }

  protected async unlink({ id, provider: name }: Linked): Promise<void> {
    if (this.leaving() !== id) {
      this.leaving.set(id);
      return;
    }
    const done = await this.attempt.make(() => this.graphql.mutate(UnlinkAccountDocument, { id }));
    this.leaving.set(undefined);
    if (!done) return;
    this.toasts.show(this.say.text('account.factors.removed', { name }));
    this.changed.emit();
  }
}

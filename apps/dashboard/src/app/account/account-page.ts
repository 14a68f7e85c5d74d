/**
 * One's own account: second factors, recovery codes, password, where one is signed in, and what
 * happened to it. In: one read of the server. Out: changes, each of which reads again.
 */
import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { AccountDocument } from '@chaperone/contract/account';
import { graphqlResource, Session } from '../api/index.js';
import { PageHead, Waiting } from '../shell/ui/index.js';
import { AlertsCard } from './alerts-card.js';
import { CodesCard } from './codes-card.js';
import { FactorsCard } from './factors-card.js';
import { LinkedCard } from './linked-card.js';
import { PasswordCard } from './password-card.js';
import { SessionsCard } from './sessions-card.js';

@Component({
  imports: [
    AlertsCard,
    CodesCard,
    FactorsCard,
    LinkedCard,
    PageHead,
    PasswordCard,
    SessionsCard,
    TranslocoPipe,
    Waiting,
  ],
  template: `
    <ch-page-head [heading]="'account.title' | transloco" />
    <ch-waiting [on]="read" shape="card" [count]="4" />
    @if (read.value(); as mine) {
      <div class="stack">
        @if (mine.myAlerts.length) {
          <ch-alerts-card [alerts]="mine.myAlerts" (changed)="read.reload()" />
        }
        <div class="columns">
          <div class="stack">
            <ch-factors-card [factors]="mine.myFactors" (changed)="read.reload()" />
            <ch-codes-card [left]="mine.recoveryCodesLeft" (changed)="read.reload()" />
            @if (mine.myLinkedAccounts.length || mine.ssoProviders.length) {
              <ch-linked-card
                [accounts]="mine.myLinkedAccounts"
                [providers]="mine.ssoProviders"
                (changed)="read.reload()"
              />
            }
          </div>
          <div class="stack">
            <ch-sessions-card [sessions]="mine.mySessions" (changed)="read.reload()" />
            @if (hasPassword()) {
              <ch-password-card (changed)="read.reload()" />
            }
          </div>
        </div>
      </div>
    }
  `,
})
export class AccountPage {
  private readonly session = inject(Session);
  protected readonly read = graphqlResource(AccountDocument, () => ({}));
  /** The demo's people came by a link and have none. */
  protected readonly hasPassword = computed(() => !this.session.viewer()?.demoRoles.length);
}

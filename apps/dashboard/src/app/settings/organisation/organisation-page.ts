/** What the organisation is, where, and how much risk it accepts; changed in a form of its own. */
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { OrganisationSettingsDocument } from '@chaperone/contract/settings';
import { graphqlResource, Session } from '../../api/index.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { WordPipe } from '../../shell/formats.js';
import { Icon, PageHead, Waiting } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { OrganisationForm } from './organisation-form.js';

/** The key of the one record that there is. */
const ONLY = 'true';

@Component({
  imports: [HistoryPanel, Icon, OrganisationForm, PageHead, TranslocoPipe, Waiting, WordPipe],
  template: `
    <ch-page-head class="narrow" [heading]="'settings.organisation.title' | transloco">
      @if (session.can('organisation:write') && organisation()) {
        <button actions type="button" class="button" (click)="changing.set(true)">
          <ch-icon name="edit" /> {{ 'settings.change' | transloco }}
        </button>
      }
    </ch-page-head>
    <ch-waiting [on]="read" shape="card" [count]="2" />
    @if (organisation(); as organisation) {
      @if (organisation.sample) {
        <p class="notice narrow">{{ 'settings.organisation.sample' | transloco }}</p>
      }
      <section class="card narrow">
        <dl class="facts">
          <dt>{{ 'settings.organisation.name' | transloco }}</dt>
          <dd>{{ organisation.name }}</dd>
          <dt>{{ 'settings.organisation.roles' | transloco }}</dt>
          <dd>
            @if (organisation.roles.length) {
              {{ roles() }}
            } @else {
              <span class="bad">
                <ch-icon name="warning" /> {{ 'settings.organisation.rolesNone' | transloco }}
              </span>
            }
          </dd>
          <dt>{{ 'settings.organisation.homeRegions' | transloco }}</dt>
          <dd>
            {{ organisation.homeRegions.join(', ') || ('settings.organisation.none' | transloco) }}
          </dd>
          <dt>{{ 'settings.organisation.statesServed' | transloco }}</dt>
          <dd>
            {{ organisation.statesServed.join(', ') || ('settings.organisation.none' | transloco) }}
          </dd>
          <dt>{{ 'settings.organisation.timeZone' | transloco }}</dt>
          <dd>{{ organisation.timeZone }}</dd>
        </dl>
      </section>
      <section class="card narrow appetite" aria-labelledby="appetite">
        <h2 id="appetite">{{ 'settings.organisation.appetite' | transloco }}</h2>
        <p class="quiet">{{ 'settings.organisation.appetiteHint' | transloco }}</p>
        <dl class="facts">
          @for (each of organisation.appetite; track each.tier) {
            <dt>{{ each.tier | word: 'band' }}</dt>
            <dd class="number">{{ each.highestResidual }}</dd>
          }
        </dl>
      </section>
      <ch-audit-history class="narrow" type="ORGANISATION" [key]="only" />
      @if (changing()) {
        <ch-organisation-form
          [organisation]="organisation"
          (saved)="saved()"
          (reloaded)="read.reload()"
          (closed)="changing.set(false)"
        />
      }
    }
  `,
  styles: `
    .appetite {
      margin-block-start: 1rem;
    }
  `,
  styleUrl: '../settings.scss',
})
export class OrganisationPage {
  protected readonly only = ONLY;
  protected readonly session = inject(Session);
  protected readonly changing = signal(false);
  protected readonly read = graphqlResource(OrganisationSettingsDocument, () => ({}));
  protected readonly organisation = computed(() => this.read.value()?.organisation);
  private readonly say = inject(Say);
  protected readonly roles = computed(() =>
    this.say.list(
      (this.organisation()?.roles ?? []).map((role) => this.say.word('organisationRole', role)),
    ),
  );

  protected saved(): void {
    this.read.reload();
    // the time zone and the name stand around every page
    void this.session.reload();
  }
}

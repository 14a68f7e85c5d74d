import { Component, computed } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { KeyAgesDocument } from '@chaperone/contract/settings';
import { graphqlResource } from '../../api/index.js';
import { PluralPipe } from '../../shell/formats.js';
import { EmptyState, Icon, ListFrame, Moment, PageHead } from '../../shell/ui/index.js';

/** After this many days a key in use is due for another; a year, as most policies have it. */
const OLD_DAYS = 365;

/** How old the keys are that seal fields and files. They are changed by command, never from here. */
@Component({
  imports: [EmptyState, Icon, ListFrame, Moment, PageHead, PluralPipe, TranslocoPipe],
  template: `
    <ch-page-head [heading]="'settings.keys.title' | transloco" />
    <p class="quiet narrow">{{ 'settings.keys.lede' | transloco }}</p>
    <ch-list-frame [of]="read" [total]="read.value()?.keyAges?.length">
      <table class="rows">
        <caption class="sr-only">
          {{
            'settings.keys.title' | transloco
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ 'settings.keys.purpose' | transloco }}</th>
            <th scope="col">{{ 'settings.keys.age' | transloco }}</th>
            <th scope="col">{{ 'settings.keys.made' | transloco }}</th>
            <th scope="col">{{ 'settings.keys.state' | transloco }}</th>
            <th scope="col">{{ 'settings.keys.kid' | transloco }}</th>
          </tr>
        </thead>
        <tbody>
          @for (key of keys(); track key.kid) {
            <tr>
              <td>
                <b>{{ 'settings.keys.for.' + key.purpose | transloco }}</b>
              </td>
              <td [attr.data-label]="'settings.keys.age' | transloco">
                <span [class.bad]="key.active && key.ageDays > old">
                  @if (key.active && key.ageDays > old) {
                    <ch-icon name="warning" />
                  }
                  {{ key.ageDays | plural: 'settings.keys.days' }}
                </span>
              </td>
              <td [attr.data-label]="'settings.keys.made' | transloco">
                <ch-moment [at]="key.createdAt" />
              </td>
              <td [attr.data-label]="'settings.keys.state' | transloco">
                {{ 'settings.keys.is.' + stateOf(key) | transloco }}
              </td>
              <td [attr.data-label]="'settings.keys.kid' | transloco">
                <code>{{ key.kid }}</code>
              </td>
            </tr>
          }
        </tbody>
      </table>
      <ch-empty [heading]="'settings.keys.none' | transloco" />
    </ch-list-frame>
  `,
  styleUrl: '../settings.scss',
})
export class KeysPage {
  protected readonly old = OLD_DAYS;
  protected readonly read = graphqlResource(KeyAgesDocument, () => ({}));
  protected readonly keys = computed(() => this.read.value()?.keyAges ?? []);

  /** Seals what is new; opens what it sealed; or is needed no longer. */
  protected stateOf({ active, inUse }: { active: boolean; inUse: boolean }): string {
    if (active) return 'active';
    return inUse ? 'inUse' : 'idle';
  }
}

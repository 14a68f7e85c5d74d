import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PersonPartsFragment } from '@chaperone/contract/settings';
import { Icon } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';

/** Somebody's second factors: "App, 2 passkeys"; none is worth a mark where they come in all the same. */
@Component({
  selector: 'ch-factor-words',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (kinds().length) {
      {{ said() }}
    } @else {
      <span [class.bad]="seen()" [class.quiet]="!seen()">
        @if (seen()) {
          <ch-icon name="warning" />
        }
        {{ 'settings.people.noFactor' | transloco }}
      </span>
    }
  `,
})
export class FactorWords {
  readonly kinds = input.required<PersonPartsFragment['factors']>();
  /** Whether they have ever come in. */
  readonly seen = input.required<boolean>();
  private readonly say = inject(Say);
  protected readonly said = computed(() =>
    (['TOTP', 'PASSKEY'] as const)
      .map((kind) => ({ kind, count: this.kinds().filter((each) => each === kind).length }))
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => this.say.count(count, `settings.people.factor.${kind}`))
      .join(', '),
  );
}

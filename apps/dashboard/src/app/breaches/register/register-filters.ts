import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { BREACH_SOURCES, MATCH_STATES, VERIS_ACTIONS } from '@chaperone/risk-model';
import { Filter, Icon, Menu } from '../../shell/ui/index.js';
import type { RegisterView } from './register-view.js';

/** The filters above the register. They keep nothing: the URL does. */
@Component({
  selector: 'ch-register-filters',
  imports: [Filter, Icon, Menu, TranslocoPipe],
  template: `
    <ch-filter
      [label]="'breaches.filter.source' | transloco"
      words="breachSource"
      [values]="sources"
      [chosen]="view().source"
      (picked)="narrowed.emit({ source: $event })"
    />
    <ch-filter
      [label]="'breaches.filter.cause' | transloco"
      words="verisAction"
      [values]="causes"
      [chosen]="view().cause"
      (picked)="narrowed.emit({ cause: $event })"
    />
    <ch-filter
      [label]="'breaches.filter.matched' | transloco"
      words="matchState"
      [values]="states"
      [chosen]="view().matched"
      (picked)="one($event)"
    />
    <ch-menu side="start" look="small" [stays]="true">
      {{ 'breaches.filter.more' | transloco }} <ch-icon name="down" />
      <div panel class="more">
        <label class="field">
          <span>{{ 'breaches.filter.from' | transloco }}</span>
          <input
            #from
            type="date"
            [value]="view().from"
            (change)="narrowed.emit({ from: from.value })"
          />
        </label>
        <label class="field">
          <span>{{ 'breaches.filter.to' | transloco }}</span>
          <input #to type="date" [value]="view().to" (change)="narrowed.emit({ to: to.value })" />
        </label>
        <label class="field">
          <span>{{ 'breaches.filter.people' | transloco }}</span>
          <input
            #people
            type="number"
            min="0"
            step="1"
            inputmode="numeric"
            [value]="view().people || ''"
            (change)="narrowed.emit({ people: count(people.value) })"
          />
        </label>
        <label class="field">
          <span>{{ 'breaches.filter.company' | transloco }}</span>
          <select #company (change)="narrowed.emit({ companyBreach: answer(company.value) })">
            @for (option of ['', 'yes', 'no']; track option) {
              <option [value]="option" [selected]="option === current()">
                {{ 'breaches.company.' + (option || 'any') | transloco }}
              </option>
            }
          </select>
        </label>
      </div>
    </ch-menu>
  `,
  styles: `
    :host {
      display: contents;
    }
    .more {
      display: grid;
      gap: 0.625rem;
      min-inline-size: 15rem;
      padding: 0.375rem;
    }
  `,
})
export class RegisterFilters {
  readonly view = input.required<RegisterView>();
  readonly narrowed = output<Partial<RegisterView>>();
  protected readonly sources = BREACH_SOURCES;
  protected readonly causes = VERIS_ACTIONS;
  protected readonly states = MATCH_STATES;

  /** The graph takes one state of a match: the newest tick takes the place of the one before. */
  protected one(picked: readonly RegisterView['matched'][number][]): void {
    const before = this.view().matched;
    this.narrowed.emit({ matched: picked.filter((state) => !before.includes(state)) });
  }

  protected current(): string {
    const company = this.view().companyBreach;
    if (company === undefined) return '';
    return company ? 'yes' : 'no';
  }

  protected answer = (raw: string): boolean | undefined => (raw === '' ? undefined : raw === 'yes');
  protected count = (raw: string): number => Math.max(0, Math.floor(Number(raw) || 0));
}

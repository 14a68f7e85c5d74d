import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  BANDS,
  COMPLIANCE_STATES,
  DATA_CLASSES,
  VENDOR_CATEGORIES,
  VENDOR_STATUSES,
} from '@chaperone/risk-model';
import { Filter, Icon, Menu } from '../../shell/ui/index.js';
import { VENDOR_COLUMNS } from '../vendor-list-view.js';
import { WORDS_OF, type Owner } from './list-chips.js';
import { LIST_FILTERS, YES_NO_FILTERS, type ListView } from './list-question.js';

/** What each filter over a list offers. */
const VALUES: Record<(typeof LIST_FILTERS)[number], readonly string[]> = {
  status: VENDOR_STATUSES,
  category: VENDOR_CATEGORIES,
  tier: BANDS,
  band: BANDS,
  dataClass: DATA_CLASSES,
  compliance: COMPLIANCE_STATES,
};

/** The filters above the table, and the choice of columns. It keeps nothing: the URL does. */
@Component({
  selector: 'ch-list-filters',
  imports: [Filter, Icon, Menu, TranslocoPipe],
  template: `
    @for (name of lists; track name) {
      <ch-filter
        [label]="'vendors.list.filter.' + name | transloco"
        [words]="wordsOf[name]"
        [values]="values[name]"
        [chosen]="chosen(name)"
        (picked)="narrowed.emit(patch(name, $event))"
      />
    }
    <ch-menu side="start" look="small" [stays]="true">
      {{ 'vendors.list.filter.more' | transloco }}
      <ch-icon name="down" />
      <div panel class="more">
        @for (name of yesNo; track name) {
          <label class="line">
            <span>{{ 'vendors.list.filter.' + name | transloco }}</span>
            <select #box class="input" (change)="narrowed.emit(answer(name, box.value))">
              @for (option of ['', 'yes', 'no']; track option) {
                <option [value]="option" [selected]="option === current(name)">
                  {{ 'vendors.list.answer.' + (option || 'any') | transloco }}
                </option>
              }
            </select>
          </label>
        }
        <label class="line">
          <span>{{ 'vendors.list.filter.owner' | transloco }}</span>
          <select #owner class="input" (change)="narrowed.emit({ owner: owner.value })">
            <option value="">{{ 'vendors.list.answer.any' | transloco }}</option>
            @for (person of owners(); track person.id) {
              <option [value]="person.id" [selected]="person.id === view().owner">
                {{ person.name }}
              </option>
            }
          </select>
        </label>
        <label class="line">
          <span>{{ 'vendors.list.filter.tag' | transloco }}</span>
          <input
            #tag
            class="input"
            [value]="view().tag.join(', ')"
            (change)="narrowed.emit({ tag: tagsOf(tag.value) })"
          />
        </label>
      </div>
    </ch-menu>
    <ch-filter
      [label]="'vendors.list.columns' | transloco"
      words="vendorColumn"
      [values]="columns"
      [chosen]="shown()"
      (picked)="narrowed.emit({ without: missing($event) })"
    />
  `,
  styles: `
    :host {
      display: contents;
    }
    .more {
      display: grid;
      gap: 0.5rem;
      min-inline-size: 16rem;
      padding: 0.25rem;
    }
    .line {
      display: grid;
      grid-template-columns: 1fr 6.5rem;
      align-items: center;
      gap: 0.75rem;
      font-size: 0.875rem;
    }
    .line .input {
      min-block-size: 1.875rem;
    }
  `,
})
export class ListFilters {
  readonly view = input.required<ListView>();
  /** People who may own vendors. */
  readonly owners = input.required<readonly Owner[]>();
  readonly narrowed = output<Partial<ListView>>();

  protected readonly lists = LIST_FILTERS;
  protected readonly yesNo = YES_NO_FILTERS;
  protected readonly values = VALUES;
  protected readonly wordsOf = WORDS_OF;
  protected readonly columns = VENDOR_COLUMNS;

  protected chosen = (name: (typeof LIST_FILTERS)[number]): readonly string[] => this.view()[name];
  protected shown = (): readonly string[] =>
    VENDOR_COLUMNS.filter((column) => !this.view().without.includes(column));

  protected missing(shown: readonly string[]): ListView['without'] {
    return VENDOR_COLUMNS.filter((column) => !shown.includes(column));
  }

  protected patch(name: (typeof LIST_FILTERS)[number], values: readonly string[]) {
    return { [name]: values } as Partial<ListView>;
  }

  protected current(name: (typeof YES_NO_FILTERS)[number]): string {
    const value = this.view()[name];
    if (value === undefined) return '';
    return value ? 'yes' : 'no';
  }

  protected answer(name: (typeof YES_NO_FILTERS)[number], raw: string): Partial<ListView> {
    return { [name]: raw === '' ? undefined : raw === 'yes' };
  }

  protected tagsOf = (raw: string): string[] =>
    raw
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
}

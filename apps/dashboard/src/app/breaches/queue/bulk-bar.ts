import { Component, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { FAULTS, KNOWLEDGE, type Fault, type Knowledge } from '@chaperone/risk-model';
import { PluralPipe, WordPipe } from '../../shell/formats.js';
import type { Confirmation } from './decision.js';

/** What can be done with the matches that are ticked: one decision for all of them. */
@Component({
  selector: 'ch-bulk-bar',
  imports: [PluralPipe, TranslocoPipe, WordPipe],
  template: `
    <section class="card" [attr.aria-label]="'breaches.bulk.label' | transloco">
      <b role="status">{{ count() | plural: 'breaches.bulk.count' }}</b>
      <label>
        <span class="small quiet">{{ 'breaches.confirm.fault' | transloco }}</span>
        <select #who class="input" (change)="fault.set(asFault(who.value))">
          <option value="">{{ 'breaches.bulk.faultDefault' | transloco }}</option>
          @for (each of faults; track each) {
            <option [value]="each">{{ each | word: 'fault' }}</option>
          }
        </select>
      </label>
      <label>
        <span class="small quiet">{{ 'breaches.confirm.ourData' | transloco }}</span>
        <select #ours class="input" (change)="ourData.set(asKnowledge(ours.value))">
          @for (each of knowledge; track each) {
            <option [value]="each" [selected]="each === ourData()">
              {{ each | word: 'knowledge' }}
            </option>
          }
        </select>
      </label>
      <div class="actions">
        <button
          type="button"
          class="button small primary"
          [attr.aria-disabled]="busy()"
          (click)="confirmed.emit(said())"
        >
          {{ count() | plural: 'breaches.bulk.confirm' }}
        </button>
        <button
          type="button"
          class="button small"
          [attr.aria-disabled]="busy()"
          (click)="rejected.emit()"
        >
          {{ count() | plural: 'breaches.bulk.reject' }}
        </button>
      </div>
    </section>
  `,
  styles: `
    :host {
      display: block;
    }
    section {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.5rem 1rem;
      padding-block: 0.625rem;
      box-shadow: var(--shadow);
    }
    b {
      align-self: center;
    }
    label {
      display: grid;
    }
    .input {
      min-block-size: 1.875rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin-inline-start: auto;
    }
  `,
})
export class BulkBar {
  readonly count = input.required<number>();
  readonly busy = input(false);
  readonly confirmed = output<Confirmation>();
  readonly rejected = output();

  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  protected readonly fault = signal<Fault | undefined>(undefined);
  protected readonly ourData = signal<Knowledge>('UNKNOWN');

  protected asFault = (raw: string): Fault | undefined => FAULTS.find((fault) => fault === raw);
  protected asKnowledge = (raw: string): Knowledge =>
    KNOWLEDGE.find((answer) => answer === raw) ?? 'UNKNOWN';

  protected said(): Confirmation {
    const fault = this.fault();
    return { ...(fault && { fault }), ourData: this.ourData(), addAlias: false, note: '' };
  }
}

import { Component, computed, ElementRef, inject, input, model, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable, toSignal } from '@angular/core/rxjs-interop';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';
import { VendorChoicesDocument } from '@chaperone/contract/vendors';
import { graphqlResource } from '../../api/index.js';

// Two letters are in half of all names.
const SHORTEST_SEARCH = 2;
const TYPING_MS = 250;

let next = 0;

/** One vendor of the register, found by typing; the form control's value is its id, '' for none. */
@Component({
  selector: 'ch-vendor-picker',
  imports: [TranslocoPipe],
  template: `
    <label class="field" [attr.for]="id">
      <span>{{ label() }}</span>
    </label>
    @if (value()) {
      <p class="chosen">
        <b>{{ chosen() }}</b>
        <button type="button" class="link" (click)="choose('', '')">
          {{ 'vendors.picker.other' | transloco }}
        </button>
      </p>
    } @else {
      <input
        #box
        type="search"
        class="input"
        autocomplete="off"
        [id]="id"
        [placeholder]="'vendors.picker.hint' | transloco"
        [value]="typed()"
        (input)="typed.set(box.value)"
        (blur)="touched.set(true)"
      />
      <div class="found" role="status">
        @if (asked() && !reply.loading()) {
          @for (vendor of found(); track vendor.id) {
            <button type="button" class="item" (click)="choose(vendor.id, vendor.displayName)">
              {{ vendor.displayName }} <span class="quiet small">{{ vendor.ref }}</span>
            </button>
          } @empty {
            <span class="quiet small">{{ 'vendors.picker.none' | transloco }}</span>
          }
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.25rem;
    }
    .chosen {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 2.25rem;
      margin: 0;
    }
  `,
})
export class VendorPicker implements FormValueControl<string> {
  readonly value = model('');
  readonly touched = model(false);
  readonly label = input.required<string>();
  /** The name of the vendor that the value stands for at first. */
  readonly named = input('');
  protected readonly id = `vendor-picker-${next++}`;
  protected readonly typed = signal('');
  private readonly picked = signal('');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly chosen = computed(() => this.picked() || this.named());
  private readonly paused = toSignal(
    toObservable(this.typed).pipe(debounceTime(TYPING_MS), takeUntilDestroyed()),
    { initialValue: '' },
  );
  protected readonly asked = computed(() => this.paused().trim().length >= SHORTEST_SEARCH);
  protected readonly reply = graphqlResource(VendorChoicesDocument, () =>
    this.asked() ? { search: this.paused().trim() } : undefined,
  );
  protected readonly found = computed(() => this.reply.value()?.vendors.items ?? []);

  /** Called where the form sends the reader to what is to be mended. */
  focus(options?: FocusOptions): void {
    this.host.nativeElement.querySelector<HTMLElement>('input, button')?.focus(options);
  }

  protected choose(id: string, name: string): void {
    this.value.set(id);
    this.picked.set(name);
    this.typed.set('');
    this.touched.set(true);
  }
}

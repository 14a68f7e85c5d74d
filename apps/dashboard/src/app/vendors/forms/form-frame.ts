import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { submit, type FieldTree, type ValidationError } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { asFailure, type Failure } from '../../api/failure.js';
import { Dialog, FailureNotice } from '../../shell/ui/index.js';

/**
 * What every form stands in: a dialog with the fields, what went wrong, and the buttons. In: the
 * form and the promise that saves it. A refusal that names a field is shown at that field; after
 * STALE the reader may take the newest version and keep what was typed.
 */
@Component({
  selector: 'ch-form-frame',
  imports: [Dialog, FailureNotice, TranslocoPipe],
  template: `
    <ch-dialog #box [heading]="heading()" (closed)="closed.emit()">
      <form class="form" novalidate (submit)="send($event)">
        <ng-content />
        <ch-failure [failure]="failure()" />
        @if (failure()?.code === 'STALE') {
          <p class="notice">
            <span>{{ 'vendors.form.stale' | transloco }}</span>
            <button type="button" class="button small" (click)="takeNewest()">
              {{ 'vendors.form.reload' | transloco }}
            </button>
          </p>
        }
        @if (newest()) {
          <p class="notice" role="status">{{ 'vendors.form.newest' | transloco }}</p>
        }
        <div class="form-end">
          <button type="button" class="button" (click)="box.close()">
            {{ 'vendors.form.cancel' | transloco }}
          </button>
          <button type="submit" class="button primary" [attr.aria-disabled]="sending()">
            {{ sending() ? ('vendors.form.saving' | transloco) : action() }}
          </button>
        </div>
      </form>
    </ch-dialog>
  `,
})
export class FormFrame {
  readonly heading = input.required<string>();
  /** The words on the button that saves. */
  readonly action = input.required<string>();
  readonly form = input.required<FieldTree<unknown>>();
  /** Saves; resolves when it is done, rejects with a Failure. */
  readonly save = input.required<() => Promise<void>>();
  readonly closed = output();
  /** The reader wants the newest version underneath what was typed. */
  readonly reloaded = output();

  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly newest = signal(false);
  protected readonly sending = computed(() => this.form()().submitting());
  private readonly dialog = viewChild.required(Dialog);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  constructor() {
    // The dialog gives the focus to its cross; the first field is where the work begins.
    afterNextRender(() => {
      const first = this.host.nativeElement.querySelector<HTMLElement>(
        'form :is(input, select, textarea)',
      );
      first?.focus();
    });
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(undefined);
    this.newest.set(false);
    const done = await submit(this.form(), { action: () => this.attempt() });
    if (done && !this.failure()) this.dialog().close();
    else this.form()().errorSummary()[0]?.fieldTree().focusBoundControl();
  }

  protected takeNewest(): void {
    this.failure.set(undefined);
    this.newest.set(true);
    this.reloaded.emit();
  }

  private async attempt(): Promise<ValidationError.WithOptionalFieldTree | undefined> {
    try {
      await this.save()();
      return undefined;
    } catch (error) {
      const failure = asFailure(error);
      const fieldTree = fieldNamed(this.form(), failure.field);
      if (fieldTree) return { kind: 'server', message: failure.message, fieldTree };
      this.failure.set(failure);
      return undefined;
    }
  }
}

/** The field that the server means by `input.links.dpa` or `domains`; the first part that fits. */
function fieldNamed(form: FieldTree<unknown>, path = ''): FieldTree<unknown> | undefined {
  const fields = form as unknown as Record<string, FieldTree<unknown> | undefined>;
  const values = form().value() as Record<string, unknown>;
  const name = path.split('.').find((part) => part in values);
  return name === undefined ? undefined : fields[name];
}

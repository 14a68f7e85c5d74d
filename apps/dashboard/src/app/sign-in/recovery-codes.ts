import { Component, DOCUMENT, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Icon } from '../shell/ui/icon.js';
import { FocusFirst } from './focus-first.js';

/** Ten recovery codes, seen this once: to copy, to keep as a file or on paper. */
@Component({
  selector: 'ch-recovery-codes',
  imports: [FocusFirst, Icon, TranslocoPipe],
  template: `
    <p>{{ 'signIn.codes.lede' | transloco }}</p>
    <ol class="codes" [attr.aria-label]="'signIn.codes.label' | transloco">
      @for (code of codes(); track code) {
        <li>
          <code>{{ code }}</code>
        </li>
      }
    </ol>
    <div class="ways no-print" chFocusFirst>
      <button type="button" class="button small" (click)="copy()">
        <ch-icon [name]="copied() ? 'check' : 'copy'" />
        {{ (copied() ? 'signIn.codes.copied' : 'signIn.codes.copy') | transloco }}
      </button>
      <button type="button" class="button small" (click)="download()">
        <ch-icon name="download" /> {{ 'signIn.codes.download' | transloco }}
      </button>
      <button type="button" class="button small" (click)="print()">
        <ch-icon name="print" /> {{ 'signIn.codes.print' | transloco }}
      </button>
    </div>
    <label class="check kept no-print">
      <input type="checkbox" [checked]="kept()" (change)="kept.set(!kept())" />
      {{ 'signIn.codes.kept' | transloco }}
    </label>
    @if (asked() && !kept()) {
      <p class="field-error" role="alert">{{ 'signIn.codes.first' | transloco }}</p>
    }
    <button type="button" class="button primary no-print" (click)="go()">{{ action() }}</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
      grid-template-columns: minmax(0, 1fr);
    }
    p {
      margin: 0;
    }
    .codes {
      display: grid;
      gap: 0.25rem 1rem;
      grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
      margin: 0;
      padding: 0.625rem 0.75rem 0.625rem 2.5rem;
      border: 1px solid var(--line);
      border-radius: 0.375rem;
      background: var(--sunken);
      color: var(--ink-2);
      font-variant-numeric: tabular-nums;
    }
    code {
      color: var(--ink);
      font-family: ui-monospace, 'Liberation Mono', monospace;
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .kept {
      align-items: start;
    }
  `,
})
export class RecoveryCodes {
  readonly codes = input.required<readonly string[]>();
  /** What the button says that goes on. */
  readonly action = input.required<string>();
  readonly done = output();

  protected readonly copied = signal(false);
  protected readonly kept = signal(false);
  protected readonly asked = signal(false);
  private readonly document = inject(DOCUMENT);
  private readonly words = inject(TranslocoService);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.codes().join('\n'));
    this.copied.set(true);
  }

  protected download(): void {
    const text = `${this.words.translate('signIn.codes.fileHead')}\n\n${this.codes().join('\n')}\n`;
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'chaperone-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  protected print(): void {
    this.document.defaultView?.print();
  }

  protected go(): void {
    this.asked.set(true);
    if (this.kept()) this.done.emit();
  }
}

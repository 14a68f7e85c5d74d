import { Component, computed, ElementRef, inject, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../api/index.js';

/** Bound to a person at a browser: the server gives these to no token. */
const NEVER_BY_TOKEN: readonly string[] = [
  'account:read',
  'account:write',
  'people:write',
  'tokens:write',
  'keys:write',
  'sso:write',
  'audit:write',
  'reviews:write',
];

/** What a token is narrowed to, by the names that the documentation has; a form control. */
@Component({
  selector: 'ch-scope-picks',
  imports: [TranslocoPipe],
  template: `
    <fieldset>
      <legend>{{ 'settings.tokens.scopes' | transloco }}</legend>
      <small>{{ 'settings.tokens.scopesHint' | transloco }}</small>
      <div>
        @for (scope of scopes(); track scope) {
          <label class="check">
            <input type="checkbox" [checked]="value().includes(scope)" (change)="flip(scope)" />
            <code>{{ scope }}</code>
          </label>
        }
      </div>
    </fieldset>
  `,
  styles: `
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-size: 0.875rem;
      font-weight: 550;
    }
    small {
      color: var(--ink-2);
      font-size: 0.8125rem;
    }
    div {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
      margin-block-start: 0.25rem;
    }
  `,
})
export class ScopePicks implements FormValueControl<readonly string[]> {
  readonly value = model<readonly string[]>([]);
  readonly touched = model(false);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly session = inject(Session);
  protected readonly scopes = computed(() =>
    (this.session.viewer()?.can ?? []).filter((each) => !NEVER_BY_TOKEN.includes(each)),
  );

  /** Called where the form sends the reader to what is to be mended. */
  focus(options?: FocusOptions): void {
    this.host.nativeElement.querySelector('input')?.focus(options);
  }

  protected flip(scope: string): void {
    const chosen = new Set(this.value());
    if (!chosen.delete(scope)) chosen.add(scope);
    this.value.set(this.scopes().filter((each) => chosen.has(each)));
    this.touched.set(true);
  }
}

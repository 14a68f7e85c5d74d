import { Component, computed, ElementRef, inject, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { AskedQuestionsDocument } from '@chaperone/contract/vendors';
import { graphqlResource } from '../../api/index.js';
import { Waiting } from '../../shell/ui/index.js';

/**
 * The questions of one questionnaire that a document backs, by their keys; a form control. Keys of
 * other questionnaires stay as they are.
 */
@Component({
  selector: 'ch-backed-questions',
  imports: [TranslocoPipe, Waiting],
  template: `
    <fieldset>
      <legend>{{ 'vendors.evidence.supports' | transloco }}</legend>
      @if (assessment()) {
        <ch-waiting [on]="read" [count]="3" />
        @if (version(); as version) {
          <small>{{
            'vendors.evidence.supportsHint'
              | transloco: { ticked: value().length, title: version.template.title }
          }}</small>
          <div>
            @for (section of version.sections; track section.id) {
              <b>{{ section.title }}</b>
              @for (question of section.questions; track question.id) {
                <label class="check">
                  <input
                    type="checkbox"
                    [checked]="value().includes(question.key)"
                    (change)="flip(question.key)"
                  />
                  {{ question.text }}
                </label>
              }
            }
          </div>
        }
      } @else {
        <small>{{ 'vendors.evidence.supportsNone' | transloco }}</small>
      }
    </fieldset>
  `,
  styles: `
    /* about six questions: enough to see that there are more */
    div {
      max-block-size: 14rem;
      overflow-y: auto;
      margin-block-start: 0.25rem;
      padding: 0.5rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.375rem;
      font-size: 0.875rem;
    }
    b {
      display: block;
      margin-block-start: 0.5rem;
    }
    b:first-child {
      margin-block-start: 0;
    }
  `,
})
export class BackedQuestions implements FormValueControl<readonly string[]> {
  readonly value = model<readonly string[]>([]);
  readonly touched = model(false);
  /** Whose questionnaire is shown; none: there is none yet. */
  readonly assessment = input<string>();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly read = graphqlResource(AskedQuestionsDocument, () => {
    const id = this.assessment();
    return id ? { id } : undefined;
  });
  protected readonly version = computed(() => this.read.value()?.assessment?.version);

  /** Called where the form sends the reader to what is to be mended. */
  focus(options?: FocusOptions): void {
    this.host.nativeElement.querySelector('input')?.focus(options);
  }

  protected flip(key: string): void {
    const keys = this.value();
    this.value.set(keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]);
    this.touched.set(true);
  }
}

import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { FileLink } from '../../files/file-link.js';
import { DayPipe, WordPipe } from '../../shell/formats.js';
import { Say } from '../say.js';
import type { Answer, Question } from './answer-sheet.js';

/** One question with its answer and what stands behind the answer. */
@Component({
  selector: 'ch-answer-line',
  imports: [DayPipe, FileLink, TranslocoPipe, WordPipe],
  template: `
    <div class="question">
      <p>
        {{ question().text }}
        <span class="quiet small">
          {{ 'vendors.answer.weight' | transloco: { weight: question().weight } }}
          @if (question().citations.length) {
            · {{ question().citations.join(', ') }}
          }
        </span>
      </p>
      @if (question().guidance) {
        <p class="quiet small">{{ question().guidance }}</p>
      }
    </div>
    <div class="answer">
      @if (value()) {
        @if (answer()?.file; as file) {
          <ch-file-link [file]="file" />
        } @else {
          <b>{{ value() }}</b>
        }
        <span class="quiet small">
          {{ answer()?.evidenceLevel | word: 'evidenceLevel' }} ·
          {{ answer()?.answeredOn | day: 'short' }}
          @if (answer()?.reviewState !== 'UNREVIEWED') {
            · {{ answer()?.reviewState | word: 'reviewState' }}
          }
          @if (answer()?.evidence; as document) {
            · {{ document.title }}
          }
        </span>
        @if (answer()?.comment) {
          <span class="small">{{ answer()?.comment }}</span>
        }
      } @else if (answer()?.reviewState === 'NOT_APPLICABLE') {
        <span>{{ 'NOT_APPLICABLE' | word: 'reviewState' }}</span>
        <span class="small">{{ answer()?.comment }}</span>
      } @else {
        <span class="unknown">{{ 'vendors.answer.none' | transloco }}</span>
      }
      @if (editable()) {
        <button
          type="button"
          class="link small no-print"
          [id]="'change-' + question().key"
          (click)="changed.emit()"
        >
          {{ (value() ? 'vendors.answer.change' : 'vendors.answer.record') | transloco }}
          <span class="sr-only">: {{ question().text }}</span>
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      gap: 0.25rem 1rem;
      padding-block: 0.5rem;
      border-block-start: 1px solid var(--line);
    }
    p {
      margin: 0;
    }
    .answer {
      display: grid;
      justify-items: start;
      align-content: start;
      gap: 0.125rem;
      overflow-wrap: anywhere;
    }
    .unknown {
      padding-inline: 0.25rem;
      background: var(--hatch);
    }
    @media (max-width: 40rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class AnswerLine {
  readonly question = input.required<Question>();
  readonly answer = input<Answer>();
  readonly editable = input(false);
  readonly changed = output();
  private readonly say = inject(Say);

  /** The answer in the words of the question's options. */
  protected readonly value = computed(() => {
    const value = this.answer()?.value;
    if (value === null || value === undefined) return '';
    const labels = new Map(this.question().options.map((option) => [option.value, option.label]));
    const shown = (each: unknown): string => {
      if (typeof each === 'boolean') return this.say.text(each ? 'vendors.yes' : 'vendors.no');
      const word = typeof each === 'object' ? JSON.stringify(each) : String(each);
      return labels.get(word) ?? word;
    };
    return Array.isArray(value) ? value.map(shown).join(', ') : shown(value);
  });
}

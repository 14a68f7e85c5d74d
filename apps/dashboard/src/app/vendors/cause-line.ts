import { Component, computed, inject, input } from '@angular/core';
import { SignedPipe } from '../shell/formats.js';
import { Say } from './say.js';

/** What moved a score, as the graph tells it. */
export interface Cause {
  readonly code: string;
  readonly group: string;
  readonly points: number;
  /** The question, service, breach or incident that it is about. */
  readonly about?: string | null;
}

// Enough of a question to know it by; the whole text stands in the title.
const SHORT = 64;

/** A text cut between words, with a sign that there is more. */
export function shortened(text: string, most = SHORT): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const at = cut.lastIndexOf(' ');
  return `${(at > most / 2 ? cut.slice(0, at) : cut).replace(/[\s,;:.]+$/, '')} …`;
}

/** What a cause is about, and what became of it: "Do you encrypt backups?: answer changed". */
export function causeText(
  { code, group, about }: Cause,
  say: Pick<Say, 'word'>,
  most?: number,
): string {
  const what = say.word('cause', code);
  return about ? `${shortened(about, most)} – ${what}` : `${what} (${say.word('factor', group)})`;
}

/** One cause with its points; a score that appeared or went has none. */
@Component({
  selector: 'ch-cause',
  imports: [SignedPipe],
  template: `
    <span [title]="cause().about ?? ''">{{ text() }}</span>
    @if (cause().points) {
      <b class="number">{{ cause().points | signed }}</b>
    }
  `,
  styles: `
    b {
      margin-inline-start: 0.375rem;
    }
  `,
})
export class CauseLine {
  readonly cause = input.required<Cause>();
  /** Characters of a long question that are shown. */
  readonly most = input(SHORT);
  private readonly say = inject(Say);
  protected readonly text = computed(() => causeText(this.cause(), this.say, this.most()));
}

import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ReviewFiguresFragment } from '@chaperone/contract/reviews';
import { WholePipe } from '../../shell/formats.js';

/** How far a review has come: "14 of 18 decided", with what came of them. */
@Component({
  selector: 'ch-review-progress',
  imports: [TranslocoPipe, WholePipe],
  template: `
    @let it = review();
    <p>
      <b role="status">{{
        'settings.reviews.progress'
          | transloco: { decided: (it.decided | whole), total: (it.total | whole) }
      }}</b>
      <span class="quiet">
        {{
          'settings.reviews.figures'
            | transloco
              : {
                  kept: (it.kept | whole),
                  revoked: (it.revoked | whole),
                  gone: (it.gone | whole),
                }
        }}
      </span>
    </p>
    <progress
      [max]="it.total"
      [value]="it.decided"
      [attr.aria-label]="'settings.reviews.decided' | transloco"
    ></progress>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
      margin: 0 0 0.375rem;
    }
    progress {
      display: block;
      inline-size: 100%;
      block-size: 0.5rem;
      border: 0;
      border-radius: 0.25rem;
      overflow: hidden;
      background: var(--sunken);
      accent-color: var(--accent);
    }
    progress::-webkit-progress-bar {
      background: var(--sunken);
    }
    progress::-webkit-progress-value {
      background: var(--accent);
    }
    progress::-moz-progress-bar {
      background: var(--accent);
    }
  `,
})
export class ReviewProgress {
  readonly review = input.required<ReviewFiguresFragment>();
}

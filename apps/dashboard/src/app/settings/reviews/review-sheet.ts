import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ReviewAccessDocument, type ReviewPartsFragment } from '@chaperone/contract/settings';
import { Graphql, Session } from '../../api/index.js';
import { MomentPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { FailureNotice, Icon } from '../../shell/ui/index.js';
import { Attempt } from '../../sign-in/attempt.js';

type Entry = ReviewPartsFragment['entries'][number];

/** The review that is open: everybody with role and last sign-in, and a verdict on each. */
@Component({
  selector: 'ch-review-sheet',
  imports: [FailureNotice, Icon, MomentPipe, PluralPipe, TranslocoPipe, WordPipe],
  templateUrl: './review-sheet.html',
  styleUrl: '../settings.scss',
})
export class ReviewSheet {
  readonly review = input.required<ReviewPartsFragment>();
  readonly decided = output();
  readonly completed = output();

  protected readonly session = inject(Session);
  protected readonly attempt = new Attempt();
  /** Whose access is about to be taken: the reason is asked for first. */
  protected readonly revoking = signal<string | undefined>(undefined);
  protected readonly left = computed(
    () => this.review().entries.filter(({ verdict }) => !verdict).length,
  );
  private readonly graphql = inject(Graphql);

  protected async decide(entry: Entry, verdict: 'KEEP' | 'REVOKE', note = ''): Promise<void> {
    const input = {
      reviewId: this.review().id,
      personId: entry.personId,
      verdict,
      note: note.trim() || null,
    };
    const done = await this.attempt.make(() =>
      this.graphql.mutate(ReviewAccessDocument, { input }),
    );
    if (!done) return;
    this.revoking.set(undefined);
    this.decided.emit();
  }
}

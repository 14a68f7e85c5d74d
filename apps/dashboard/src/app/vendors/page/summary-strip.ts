import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPipe, FigurePipe, WordPipe } from '../../shell/formats.js';
import { BandChip, Icon, ScoreFigure } from '../../shell/ui/index.js';
import { ComplianceMark } from '../compliance-mark.js';
import { Say } from '../say.js';
import type { Vendor } from './vendor-desk.js';

/** The figures that a reader looks for first, each with the way to what is behind it. */
@Component({
  selector: 'ch-summary-strip',
  imports: [
    BandChip,
    ComplianceMark,
    DayPipe,
    FigurePipe,
    Icon,
    RouterLink,
    ScoreFigure,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './summary-strip.html',
  styleUrl: './summary-strip.scss',
})
export class SummaryStrip {
  readonly vendor = input.required<Vendor>();
  private readonly say = inject(Say);

  protected readonly overdue = computed(() => {
    const { nextReviewOn, compliance } = this.vendor();
    return nextReviewOn != null && nextReviewOn < compliance.asOf;
  });
  /** Why the tier is another than the computed one. */
  protected readonly override = computed(() => {
    const { tierOverride, score } = this.vendor();
    if (!tierOverride) return '';
    return this.say.text('vendors.strip.override', {
      computed: score.computedTier ? this.say.word('band', score.computedTier) : '–',
      day: this.say.day(tierOverride.until),
      reason: tierOverride.reason,
    });
  });
}

import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ServiceFact } from '@chaperone/risk-model';
import { DayPipe, WordPipe } from '../../shell/formats.js';
import { Icon, ScoreFigure, type ScoreLike } from '../../shell/ui/index.js';
import { Say } from '../say.js';
import { scoreNews, type Figures } from './score-news.js';
import { verdictOf } from './standing-sentence.js';
import type { Service, Vendor } from './vendor-desk.js';

/** One service: its facts, with what an unknown one counts as, its covers and its decision. */
@Component({
  selector: 'ch-service-card',
  imports: [DayPipe, Icon, ScoreFigure, TranslocoPipe, WordPipe],
  templateUrl: './service-card.html',
  styleUrl: './service-card.scss',
})
export class ServiceCard {
  readonly service = input.required<Service>();
  /** Needed covers of this service that are not in force. */
  readonly gaps = input.required<Vendor['compliance']['reasons']>();
  /** The vendor's score as if this service were in use; only for one that is asked for. */
  readonly preview = input<(ScoreLike & Figures) | undefined>();
  readonly now = input.required<Figures>();
  /** The organisation's day. */
  readonly today = input.required<string>();
  readonly editable = input(false);
  readonly decidable = input(false);
  readonly changed = output();
  readonly decided = output();
  private readonly say = inject(Say);

  protected readonly facts = computed(() => {
    const service = this.service();
    const of = (list: string, value: string | null | undefined): string | null =>
      value ? this.say.word(list, value) : null;
    const whole = (value: number | null | undefined): string | null =>
      value == null ? null : this.say.whole(value);
    const facts: [ServiceFact, string | null][] = [
      ['DATA_CLASSES', this.classes(service.dataClasses)],
      ['ACCESS', of('access', service.access)],
      ['PEOPLE', whole(service.people)],
      ['SUBPROCESSORS', whole(service.subprocessors)],
      ['REGIONS', service.regions?.join(', ') || null],
      ['OUTAGE_TOLERANCE', of('outageTolerance', service.outageTolerance)],
      ['SUBSTITUTABILITY', of('substitutability', service.substitutability)],
    ];
    return facts.map(([fact, value]) => ({ fact, value }));
  });
  protected readonly lapsed = computed(() => verdictOf(this.service(), this.today()) === 'LAPSED');
  protected readonly covers = computed(() =>
    this.service().covers.map((cover) => {
      const gap = this.gaps().find((each) => each.cover === cover.kind);
      return { ...cover, gap, uncovered: this.classes(gap?.uncoveredClasses) };
    }),
  );
  protected readonly effect = computed(() => {
    const preview = this.preview();
    return preview ? scoreNews(this.now(), preview, this.say) : '';
  });

  protected classes(classes: readonly string[] | null | undefined): string | null {
    return classes?.length
      ? classes.map((each) => this.say.word('dataClass', each)).join(', ')
      : null;
  }
}

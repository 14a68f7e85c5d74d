import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../api/index.js';
import { DayPipe, WholePipe, WordPipe } from '../../shell/formats.js';
import { Icon, ScoreFigure } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { ConfirmFields } from './confirm-fields.js';
import type { Confirmation, Filing, Match } from './decision.js';
import { MatchDesk } from './match-desk.js';

/**
 * One match: the vendor, why the record may concern it, and the decision. The record itself goes
 * inside (`<ch-match-card><ch-breach-facts record …/></ch-match-card>`) where the page does not
 * show it anyway.
 */
@Component({
  selector: 'ch-match-card',
  imports: [
    ConfirmFields,
    DayPipe,
    Icon,
    RouterLink,
    ScoreFigure,
    TranslocoPipe,
    WholePipe,
    WordPipe,
  ],
  templateUrl: './match-card.html',
  styleUrl: './match-card.scss',
})
export class MatchCard {
  readonly match = input.required<Match>();
  readonly filing = input.required<Filing>();
  /** The record's name. */
  readonly name = input.required<string>();

  /** Of its heading. */
  readonly level = input(2);

  protected readonly desk = inject(MatchDesk);
  protected readonly confirming = signal(false);
  protected readonly session = inject(Session);
  private readonly say = inject(Say);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  protected readonly outcome = computed(() => this.desk.outcomes().get(this.match().id));
  protected readonly score = computed(() => this.desk.scoreOf(this.match().vendor));
  protected readonly names = computed(() => {
    const { legalName, aliases, displayName } = this.match().vendor;
    return [legalName, ...aliases].filter((name) => name && name !== displayName).join(', ');
  });
  protected readonly shared = computed(() =>
    this.match()
      .vendor.dataClasses.map((each) => this.say.word('dataClass', each))
      .join(', '),
  );

  protected async confirm(said: Confirmation): Promise<void> {
    await this.settle(this.desk.decide(this.match(), 'CONFIRMED', said));
  }

  protected async reject(): Promise<void> {
    await this.settle(this.desk.decide(this.match(), 'REJECTED'));
  }

  /** The buttons go away with the decision: the focus stays in the card. */
  private async settle(decision: Promise<boolean>): Promise<void> {
    if (!(await decision)) return;
    this.confirming.set(false);
    afterNextRender(
      () => this.host.nativeElement.querySelector<HTMLElement>('.outcome button')?.focus(),
      { injector: this.injector },
    );
  }
}

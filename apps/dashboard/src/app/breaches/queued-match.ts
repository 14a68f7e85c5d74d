import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BreachMatchesQuery } from '@chaperone/contract/breaches';
import { FAULTS, KNOWLEDGE, type Fault, type Knowledge } from '@chaperone/risk-model';
import { DayPipe, WholePipe, WordPipe } from '../shell/formats.js';
import { Icon, ScoreFigure } from '../shell/ui/index.js';

type Match = BreachMatchesQuery['breachMatches']['items'][number];

/** What a person says with a confirmation. */
export interface MatchEntries {
  readonly fault: Fault;
  readonly ourData: Knowledge;
  readonly addAlias: boolean;
}

/** One proposed match: the record, the vendor, why, and the decision. */
@Component({
  selector: 'ch-queued-match',
  imports: [DayPipe, Icon, RouterLink, ScoreFigure, TranslocoPipe, WholePipe, WordPipe],
  templateUrl: './queued-match.html',
  styleUrl: './queued-match.scss',
})
export class QueuedMatch {
  readonly match = input.required<Match>();
  readonly decidable = input(false);
  readonly chosen = input(false);
  readonly flipped = output();
  readonly confirmed = output<MatchEntries>();
  readonly rejected = output();

  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  /** A business associate that filed about itself is most likely the one who failed. */
  private readonly likely = computed<Fault>(() => {
    const { breach, reason, fault } = this.match();
    const own = breach.source === 'HHS_OCR' && breach.filedByVendor && reason !== 'DESCRIPTION';
    return own ? 'VENDOR_CONFIRMED' : fault;
  });
  protected readonly fault = linkedSignal(() => this.likely());
  protected readonly ourData = linkedSignal(() => this.match().ourData);
  protected readonly addAlias = linkedSignal(() => this.match() && false);

  protected confirm(): void {
    const entries = { fault: this.fault(), ourData: this.ourData(), addAlias: this.addAlias() };
    this.confirmed.emit(entries);
  }

  protected faultChosen(value: string): void {
    this.fault.set(FAULTS.find((each) => each === value) ?? this.likely());
  }

  protected ourDataChosen(value: string): void {
    this.ourData.set(KNOWLEDGE.find((each) => each === value) ?? 'UNKNOWN');
  }
}

import {
  afterRenderEffect,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ReviewLineFragment } from '@chaperone/contract/reviews';
import { Session } from '../../api/index.js';
import { MomentPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { Icon } from '../../shell/ui/index.js';
import { FactorWords } from '../people/factor-words.js';

/** A verdict that somebody pressed. */
export interface Pressed {
  readonly line: ReviewLineFragment;
  readonly verdict: 'KEEP' | 'REVOKE';
}

/** Scopes that are shown without being asked for. */
const FEW_SCOPES = 3;

/** The list of a review: who had what, how that stands today, and the verdict or the way to one. */
@Component({
  selector: 'ch-review-table',
  imports: [FactorWords, Icon, MomentPipe, PluralPipe, TranslocoPipe, WordPipe],
  templateUrl: './review-table.html',
  styleUrls: ['../settings.scss', './reviews.scss'],
})
export class ReviewTable {
  readonly lines = input.required<readonly ReviewLineFragment[]>();
  /** Whether verdicts can be given here and now. */
  readonly writing = input.required<boolean>();
  readonly busy = input.required<boolean>();
  readonly stale = input.required<boolean>();
  readonly pickable = input.required<readonly ReviewLineFragment[]>();
  readonly picked = input.required<ReadonlySet<string>>();
  readonly pick = output<string>();
  readonly pressed = output<Pressed>();

  protected readonly few = FEW_SCOPES;
  protected readonly canPick = computed(() => new Set(this.pickable().map(({ id }) => id)));
  protected readonly own = inject(Session).viewer()?.person?.id;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  /** Where the last verdict was pressed: the focus goes on from there once its buttons are gone. */
  private from: string | undefined;

  constructor() {
    afterRenderEffect(() => {
      const decided = this.lines().find(({ id }) => id === this.from)?.verdict !== null;
      if (this.from === undefined || this.stale() || !decided) return;
      this.goOn(this.from);
      this.from = undefined;
    });
  }

  protected press(line: ReviewLineFragment, verdict: Pressed['verdict']): void {
    if (this.busy()) return;
    this.from = line.id;
    this.pressed.emit({ line, verdict });
  }

  /** Whoever decides by keyboard comes to the next line that is left, or to the last one decided. */
  private goOn(id: string): void {
    const root = this.host.nativeElement;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const rows = [...root.querySelectorAll<HTMLElement>('tbody tr')];
    const at = rows.findIndex((row) => row.dataset['line'] === id);
    const next = [...rows.slice(at + 1), ...rows.slice(0, at + 1)]
      .map((row) => row.querySelector<HTMLElement>('.verdicts button'))
      .find((button) => button !== null);
    (next ?? root.querySelector<HTMLElement>('table'))?.focus();
  }
}

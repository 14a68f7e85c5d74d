/**
 * One assessment. In: its ref in the address, which questions to show in the query.
 * Out: how far each section is, every question with its answer, forms in place to answer, and the
 * acceptance that makes the answers count. The score that it shows comes from the server's reply.
 */
import { Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { PageTitle } from '../../shell/page-title.js';
import { EmptyState, Icon, PageHead, ScoreFigure, Waiting } from '../../shell/ui/index.js';
import { choice, urlState } from '../../shell/url-state.js';
import { Say } from '../../vendors/say.js';
import { AcceptDialog } from './accept-dialog.js';
import { AnswerForm } from './answer-form.js';
import { AssessmentDesk, type Question } from './assessment-desk.js';
import { nextOpen, progressOf, standingOf, type Standing } from './questions.js';
import { QuestionLine } from './question-line.js';

/** Which questions are shown. */
const SHOWN = ['all', 'open', 'queried'] as const;

@Component({
  imports: [
    AcceptDialog,
    AnswerForm,
    DayPipe,
    EmptyState,
    HistoryPanel,
    Icon,
    PageHead,
    PluralPipe,
    QuestionLine,
    RouterLink,
    ScoreFigure,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  providers: [AssessmentDesk],
  templateUrl: './assessment-page.html',
  styleUrl: './assessment-page.scss',
})
export class AssessmentPage {
  protected readonly desk = inject(AssessmentDesk);
  protected readonly state = urlState({ show: choice(SHOWN, 'all') });
  protected readonly choices = SHOWN;
  /** Key of the question whose form is open. */
  protected readonly open = signal('');
  protected readonly accepting = signal(false);
  private readonly say = inject(Say);
  private readonly title = inject(PageTitle);

  protected readonly crumbs = [{ label: this.say.text('assessments.title'), link: '/assessments' }];
  protected readonly whole = computed(() => progressOf(this.desk.questions(), this.desk.answers()));
  /** Every section with its progress, and of its questions those that are to be shown. */
  protected readonly sections = computed(() => {
    const answers = this.desk.answers();
    return (this.desk.assessment()?.version.sections ?? []).map((section) => ({
      ...section,
      progress: progressOf(section.questions, answers),
      shown: section.questions.filter(
        (question) => question.key === this.open() || this.fits(standingOf(question, answers)),
      ),
    }));
  });
  protected readonly nothingShown = computed(() =>
    this.sections().every((section) => !section.shown.length),
  );
  protected readonly acceptable = computed(() => {
    const status = this.desk.assessment()?.status;
    return this.desk.editable() && status !== 'ACCEPTED';
  });

  constructor() {
    effect(() => {
      const assessment = this.desk.assessment();
      if (assessment) this.title.name(`${assessment.ref}, ${assessment.vendor.displayName}`);
    });
  }

  /** The form is gone, or stands elsewhere: the reader goes on where the work goes on. */
  protected closed(question: Question, goOn: boolean): void {
    if (this.open() !== question.key) return;
    const next = goOn
      ? nextOpen(this.desk.questions(), this.desk.answers(), question.key)
      : undefined;
    this.open.set(next ?? '');
    if (!next) setTimeout(() => document.getElementById(`change-${question.key}`)?.focus());
  }

  private fits(standing: Standing): boolean {
    switch (this.state.show()) {
      case 'all':
        return true;
      case 'open':
        return standing === 'OPEN';
      case 'queried':
        return standing === 'QUERIED';
    }
  }
}

import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RecordAnswersDocument,
  TemplateChoicesDocument,
  VendorQuestionnairesDocument,
} from '@chaperone/contract/vendors';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql, graphqlResource } from '../../api/index.js';
import { FileLink } from '../../files/file-link.js';
import { DayPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { EmptyState, FailureNotice, Icon, Waiting } from '../../shell/ui/index.js';
import { text, urlState } from '../../shell/url-state.js';
import { EvidenceForm, type Evidence } from '../forms/evidence-form.js';
import { AnswerSheet } from './answer-sheet.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

/** Assessments, the answers of the one in the address, and the documents that back them. */
@Component({
  selector: 'ch-questionnaires-tab',
  imports: [
    AnswerSheet,
    DayPipe,
    EmptyState,
    EvidenceForm,
    FailureNotice,
    FileLink,
    Icon,
    PluralPipe,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './questionnaires-tab.html',
  styleUrl: './tabs.scss',
})
export class QuestionnairesTab {
  readonly vendor = input.required<Vendor>();
  protected readonly state = urlState({ assessment: text(), question: text() });
  protected readonly desk = inject(VendorDesk);
  protected readonly read = graphqlResource(VendorQuestionnairesDocument, () => this.desk.asked());
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly filing = signal(false);
  private readonly evidenceId = signal<string | undefined>(undefined);
  private readonly graphql = inject(Graphql);

  protected readonly assessments = computed(() => this.read.value()?.vendor?.assessments);
  protected readonly evidence = computed(() => this.read.value()?.vendor?.evidence ?? []);
  /** The one in the address, else the only one that there is. */
  protected readonly shown = computed(() => {
    const list = this.assessments() ?? [];
    const only = list.length === 1 ? list[0] : undefined;
    return list.find(({ ref }) => ref === this.state.assessment()) ?? only;
  });
  protected readonly chosenEvidence = computed(() =>
    this.evidence().find(({ id }) => id === this.evidenceId()),
  );
  protected readonly mayWrite = (): boolean => this.desk.can('questionnaires:write');
  private readonly templates = graphqlResource(TemplateChoicesDocument, () =>
    this.mayWrite() ? {} : undefined,
  );
  protected readonly choices = computed(() =>
    (this.templates.value()?.templates.items ?? []).filter((template) => template.latest),
  );

  protected file(evidence: Evidence | undefined): void {
    this.evidenceId.set(evidence?.id);
    this.filing.set(true);
  }

  protected async start(template: string): Promise<void> {
    if (!template) return;
    this.failure.set(undefined);
    try {
      const input = { vendor: this.vendor().id, template, answers: [] };
      const reply = await this.graphql.mutate(RecordAnswersDocument, { input });
      this.desk.saved(reply.recordAnswers.vendor.score);
      await this.state.set({ assessment: reply.recordAnswers.ref });
    } catch (error) {
      this.failure.set(asFailure(error));
    }
  }
}

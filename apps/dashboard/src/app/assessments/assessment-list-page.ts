/**
 * Questionnaires put to vendors, and where each stands. In: the view in the URL.
 * Out: one page of rows from the server, links to the assessments and the questionnaires, and the
 * form that starts a new one.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AssessmentsDocument, TemplatesDocument } from '@chaperone/contract/assessments';
import { ASSESSMENT_STATUSES } from '@chaperone/risk-model';
import { graphqlResource, Session } from '../api/index.js';
import { DayPipe, WordPipe } from '../shell/formats.js';
import {
  EmptyState,
  Filter,
  Icon,
  ListFrame,
  PageHead,
  SearchBox,
  SortHeader,
  type Chip,
} from '../shell/ui/index.js';
import { urlState } from '../shell/url-state.js';
import { Say } from '../vendors/say.js';
import {
  ASSESSMENT_LIST_VIEW,
  assessmentQuestion,
  type AssessmentView,
} from './assessment-list-view.js';
import { StartForm } from './start-form.js';
import { TemplateList } from './template-list.js';

/** Rows of a page. */
const SIZE = 50;
/** Questionnaires offered as a filter. */
const MOST_TEMPLATES = 100;

@Component({
  imports: [
    DayPipe,
    EmptyState,
    Filter,
    Icon,
    ListFrame,
    PageHead,
    RouterLink,
    SearchBox,
    SortHeader,
    StartForm,
    TemplateList,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './assessment-list-page.html',
  styleUrl: './assessment-list-page.scss',
})
export class AssessmentListPage {
  protected readonly state = urlState(ASSESSMENT_LIST_VIEW);
  protected readonly size = SIZE;
  protected readonly statuses = ASSESSMENT_STATUSES;
  protected readonly starting = signal(false);
  protected readonly mayStart = (): boolean => this.session.can('questionnaires:write');
  protected readonly mayImport = (): boolean => this.session.can('imports:write');
  private readonly session = inject(Session);
  private readonly say = inject(Say);

  protected readonly view = computed<AssessmentView>(() => ({
    q: this.state.q(),
    status: this.state.status(),
    template: this.state.template(),
    sort: this.state.sort(),
    page: this.state.page(),
  }));
  protected readonly read = graphqlResource(AssessmentsDocument, () =>
    assessmentQuestion(this.view(), SIZE),
  );
  protected readonly found = computed(() => this.read.value()?.assessments);
  protected readonly assessments = computed(() => this.found()?.items ?? []);
  private readonly known = graphqlResource(TemplatesDocument, () => ({ limit: MOST_TEMPLATES }));
  protected readonly templates = computed(() => this.known.value()?.templates.items ?? []);
  protected readonly chips = computed<Chip[]>(() => {
    const { status, template } = this.view();
    const chips = status.map((value) => ({
      key: value,
      label: this.say.word('assessmentStatus', value),
    }));
    const chosen = this.templates().find((each) => each.key === template);
    return template ? [...chips, { key: 'template', label: chosen?.title ?? template }] : chips;
  });

  protected readonly narrowed = computed(() => this.chips().length > 0 || this.view().q !== '');

  protected narrow(patch: Partial<AssessmentView>): void {
    void this.state.set({ ...patch, page: 1 });
  }

  protected search(q: string): void {
    void this.state.set({ q, page: 1 }, { replace: true });
  }

  protected takeOff(key: string): void {
    if (key === 'template') this.narrow({ template: '' });
    else this.narrow({ status: this.view().status.filter((each) => each !== key) });
  }

  protected clear(): void {
    void this.state.reset('q', 'status', 'template', 'page');
  }
}

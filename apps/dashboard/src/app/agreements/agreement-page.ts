/**
 * One agreement. In: its ref in the address. Out: what stands on paper, what it covers, whether it
 * is in force today, and whether the vendor's needed cover is. Changing it says what that did to
 * the cover by the mutation's own reply.
 */
import { Component, computed, effect, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AgreementDocument, type AgreementQuery } from '@chaperone/contract/agreements';
import { graphqlResource, Session } from '../api/index.js';
import { FileLink } from '../files/file-link.js';
import { DayPipe, PluralPipe, WordPipe } from '../shell/formats.js';
import { HistoryPanel } from '../audit/history-panel.js';
import { PageTitle } from '../shell/page-title.js';
import { EmptyState, Icon, PageHead, Toasts, Waiting } from '../shell/ui/index.js';
import { AgreementForm, type RecordedAgreement } from '../vendors/forms/agreement-form.js';
import { Say } from '../vendors/say.js';

/** One agreement as its page reads it. */
type Agreement = NonNullable<AgreementQuery['agreement']>;

@Component({
  imports: [
    AgreementForm,
    DayPipe,
    EmptyState,
    HistoryPanel,
    FileLink,
    Icon,
    PageHead,
    PluralPipe,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './agreement-page.html',
  styleUrl: './agreement-page.scss',
})
export class AgreementPage {
  protected readonly changing = signal(false);
  protected readonly session = inject(Session);
  private readonly say = inject(Say);
  private readonly toasts = inject(Toasts);
  private readonly title = inject(PageTitle);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });
  private readonly ref = computed(() => this.params().get('ref') ?? '');
  protected readonly crumbs = [{ label: this.say.text('agreements.title'), link: '/agreements' }];

  protected readonly page = graphqlResource(AgreementDocument, () => ({ id: this.ref() }));
  /** Nothing while another agreement is still being read, null where there is none. */
  protected readonly agreement = computed<Agreement | null | undefined>(() => {
    const reply = this.page.value();
    if (!reply) return undefined;
    if (!reply.agreement) return this.page.loading() ? undefined : null;
    const { ref, id } = reply.agreement;
    return ref === this.ref() || id === this.ref() ? reply.agreement : undefined;
  });
  protected readonly heading = computed(() => {
    const agreement = this.agreement();
    return agreement
      ? `${this.say.word('agreementKind', agreement.kind)}, ${agreement.vendor.displayName}`
      : '';
  });
  protected readonly over = computed(() =>
    ['EXPIRED', 'TERMINATED'].includes(this.agreement()?.state ?? ''),
  );
  protected readonly classes = computed(() => {
    const classes = this.agreement()?.dataClasses ?? [];
    return classes.length
      ? this.say.list(classes.map((each) => this.say.inner('dataClass', each)))
      : this.say.text('agreements.page.allClasses');
  });
  /** What is needed of this vendor and not in force, in words. */
  protected readonly missing = computed(() =>
    (this.agreement()?.vendor.compliance.reasons ?? []).map((reason) => {
      const why = this.say.text(`agreements.gaps.why.${reason.code}`);
      const classes = reason.uncoveredClasses.map((each) => this.say.inner('dataClass', each));
      const which = classes.length ? ` (${this.say.list(classes)})` : '';
      return `${reason.serviceName}: ${this.say.word('coverKind', reason.cover)}, ${why}${which}`;
    }),
  );

  constructor() {
    effect(() => this.title.name(this.heading() || undefined));
  }

  protected changed({ vendor }: RecordedAgreement): void {
    const state = this.say.word('complianceState', vendor.compliance.state);
    this.toasts.show(this.say.text('agreements.page.saved', { vendor: vendor.displayName, state }));
    this.page.reload();
  }
}

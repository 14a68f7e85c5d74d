import { Component, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RecordEvidenceDocument,
  type VendorQuestionnairesQuery,
} from '@chaperone/contract/vendors';
import { EVIDENCE_KINDS, type EvidenceKind } from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { FileField } from '../../files/file-field.js';
import type { Paper } from '../../files/file-sender.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Vendor } from '../page/vendor-desk.js';
import { BackedQuestions } from './backed-questions.js';
import { changed, filled, nulled } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';

/** One document as the vendor's page reads it. */
export type Evidence = NonNullable<VendorQuestionnairesQuery['vendor']>['evidence'][number];

/** A document that backs answers: what it is, where it lies, until when it has its full force. */
@Component({
  selector: 'ch-evidence-form',
  imports: [
    BackedQuestions,
    FieldErrors,
    FileField,
    FormField,
    FormFrame,
    InvalidMark,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './evidence-form.html',
  styleUrl: './forms.scss',
})
export class EvidenceForm {
  readonly vendor = input.required<Vendor>();
  /** The one to change; none: a new one. */
  readonly evidence = input<Evidence>();
  /** The assessment whose questions it may back. */
  readonly assessment = input<string>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly kinds = EVIDENCE_KINDS;
  protected readonly entries = signal(entriesOf(undefined));
  protected readonly form = form(this.entries, (path) => {
    required(path.title);
  });
  private readonly graphql = inject(Graphql);
  /** None or one. */
  protected readonly papers = signal<readonly Paper[]>([]);
  private before = this.entries();
  private filled = false;

  constructor() {
    effect(() => {
      const evidence = this.evidence();
      if (this.filled) return;
      this.filled = true;
      this.before = entriesOf(evidence);
      this.entries.set(this.before);
      this.papers.set(evidence?.file ? [evidence.file] : []);
    });
  }

  protected readonly save = async (): Promise<void> => {
    const evidence = this.evidence();
    const entries = this.entries();
    const facts = evidence ? changed(this.before, entries) : entries;
    const { supports, ...plain } = facts;
    const file = this.papers()[0]?.id ?? null;
    const input = {
      ...nulled(plain),
      ...(file !== (evidence?.file?.id ?? null) && { file }),
      ...(supports && { supports: [...supports] }),
      ...(evidence ? { id: evidence.id, rev: evidence.rev } : { vendor: this.vendor().id }),
    };
    const reply = await this.graphql.mutate(RecordEvidenceDocument, { input });
    this.desk.saved(reply.recordEvidence.vendor.score);
  };
}

const EMPTY = {
  kind: 'SOC_2_TYPE_2' as EvidenceKind,
  title: '',
  link: '',
  fileRef: '',
  periodEnd: '',
  validUntil: '',
  product: '',
  scope: '',
  supports: [] as readonly string[],
};

function entriesOf(evidence: Evidence | undefined): typeof EMPTY {
  return filled(EMPTY, evidence);
}

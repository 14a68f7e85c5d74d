/** Entries of the audit log, each to be opened. In: entries, and names of records. It fetches nothing. */
import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { AuditEntriesQuery } from '@chaperone/contract/audit';
import { PluralPipe, WordPipe } from '../shell/formats.js';
import { Icon, Moment } from '../shell/ui/index.js';
import { EntryWords, fieldName, toldFields, type Entry, type Names } from './entry-words.js';

@Component({
  selector: 'ch-audit-entries',
  imports: [Icon, Moment, PluralPipe, TranslocoPipe, WordPipe],
  templateUrl: './entry-list.html',
  styleUrl: './entry-list.scss',
})
export class EntryList {
  readonly entries = input.required<readonly Entry[]>();
  readonly names = input.required<AuditEntriesQuery['auditEntries']['names']>();
  protected readonly words = inject(EntryWords);
  protected readonly known = computed<Names>(
    () => new Map(this.names().map(({ id, name }) => [id, name])),
  );
  protected readonly name = fieldName;
  protected readonly told = toldFields;
}

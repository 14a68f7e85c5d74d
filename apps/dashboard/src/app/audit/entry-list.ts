/** Entries of the audit log, each to be opened. In: entries. It fetches nothing. */
import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { MomentPipe, PluralPipe, WordPipe } from '../shell/formats.js';
import { detailLines, fieldName, toldFields, valueText, type Entry } from './entry-words.js';

@Component({
  selector: 'ch-audit-entries',
  imports: [MomentPipe, PluralPipe, TranslocoPipe, WordPipe],
  templateUrl: './entry-list.html',
  styleUrl: './entry-list.scss',
})
export class EntryList {
  readonly entries = input.required<readonly Entry[]>();
  protected readonly name = fieldName;
  protected readonly text = valueText;
  protected readonly told = toldFields;
  protected readonly lines = detailLines;
}

/**
 * Entries of the audit log as people say them: the product's words for its terms, names for keys where
 * they are known, moments in the organisation's zone. In: entries as the graph gives them. It fetches
 * nothing; what it has no word for is told as it stands in the log.
 */
import { inject, Injectable } from '@angular/core';
import type { AuditEntryPartsFragment } from '@chaperone/contract/audit';
import { MomentPipe, day } from '../shell/formats.js';
import { lowered, Say } from '../vendors/say.js';
import { LABEL_TERMS, TERMS, termsOf, type TermList } from './record-terms.js';

export type Entry = AuditEntryPartsFragment;
export type Change = Entry['changes'][number];
type Field = Change['fields'][number];
/** What records are called now, by their keys. */
export type Names = ReadonlyMap<string, string>;

const DIGEST = /^hmac:([0-9a-f]{8})/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** SEVERAL_WORDS, or one word longer than an abbreviation. */
const TERM = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{5,})$/;
/** Fields named in the line of an entry. */
const NAMED_FIELDS = 3;

/** A field's name as people say it: `tier_override` → "tier override". */
export const fieldName = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/ (id|at|on)$/, '');

/** Whether there is anything to tell. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** Fields that say something: of a new record without those that are empty. */
export const toldFields = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ name, before, after }) => name !== 'id' && !(isEmpty(before) && isEmpty(after)));

@Injectable({ providedIn: 'root' })
export class EntryWords {
  private readonly say = inject(Say);
  private readonly moments = new MomentPipe();

  /** "service", "API token". */
  kind(kind: string): string {
    return this.term('auditKind', kind) ?? kind.toLowerCase().replaceAll('_', ' ');
  }

  /** What a record was called, its terms in words: `IMP-3 HHS_OCR` → "IMP-3 HHS OCR". */
  label(kind: string, label: string): string {
    const list = LABEL_TERMS[kind];
    if (!list) return label;
    return label
      .split(' ')
      .map((part) => this.term(list, part) ?? part)
      .join(' ');
  }

  /** What happened, in one line: "Changed service Fax gateway: access, people". */
  headline(entry: Entry): string {
    const { subject, changes, action, by } = entry;
    const own = changes.find(({ kind }) => kind === subject?.type) ?? changes[0];
    if (action === 'CHANGE' && own) return this.change(own);
    const about = subject ? this.label(subject.type, subject.label) : '';
    const deed = this.say.word('auditAction', action);
    return about && about !== by.name ? `${deed}: ${about}` : deed;
  }

  /** A record and what was done to it; of a change, which of its fields. */
  change({ op, kind, label, fields }: Change): string {
    const deed = this.say.text(`audit.op.${op}`);
    const record = `${deed} ${lowered(this.kind(kind))} ${this.label(kind, label)}`.trim();
    if (op !== 'UPDATE') return record;
    const names = toldFields(fields).map(({ name }) => fieldName(name));
    if (!names.length) return record;
    const more = names.length > NAMED_FIELDS ? ', …' : '';
    return `${record}: ${names.slice(0, NAMED_FIELDS).join(', ')}${more}`;
  }

  /** A field's value; null where it has none. Of a secret only the start of its digest is told. */
  value(kind: string, field: string, value: unknown, names: Names): string | null {
    const list = termsOf(kind, field);
    return this.text(value, (text) => (list && this.term(list, text)) ?? names.get(text) ?? null);
  }

  /** Further facts of an entry, one line each. */
  details(details: unknown, names: Names): { name: string; value: string }[] {
    if (typeof details !== 'object' || details === null) return [];
    return Object.entries(details).flatMap(([name, value]) => {
      const list = termsOf('', name);
      const text = this.text(
        value,
        (each) =>
          (list && this.term(list, each)) ??
          this.term('auditKind', each) ??
          names.get(each) ??
          (TERM.test(each) ? each.toLowerCase().replaceAll('_', ' ') : null),
      );
      return text === null ? [] : [{ name: fieldName(name), value: text }];
    });
  }

  private term(list: TermList, value: string): string | null {
    return (TERMS[list] as readonly string[]).includes(value) ? this.say.word(list, value) : null;
  }

  private text(value: unknown, word: (text: string) => string | null): string | null {
    if (isEmpty(value)) return null;
    if (Array.isArray(value)) {
      const parts = value.map((each) => this.text(each, word)).filter((each) => each !== null);
      return parts.length ? parts.join(value.some(isRecord) ? '; ' : ', ') : null;
    }
    if (isCount(value)) return this.count(value);
    if (isRecord(value)) return this.parts(value, word);
    if (typeof value === 'boolean') return this.say.text(`audit.${value ? 'yes' : 'no'}`);
    return word(String(value)) ?? this.plain(String(value));
  }

  /** How many records of a kind: "New answer: 3". */
  private count({ op, kind, rows }: Count): string {
    return `${this.say.text(`audit.op.${op}`)} ${lowered(this.kind(kind))}: ${this.say.whole(rows)}`;
  }

  /** Parts of a value that has several: "low 70, moderate 65". */
  private parts(value: Record<string, unknown>, word: (text: string) => string | null): string {
    return Object.entries(value)
      .flatMap(([name, each]) => {
        const text = this.text(each, word);
        return text === null ? [] : [`${word(name) ?? fieldName(name)} ${text}`];
      })
      .join(', ');
  }

  private plain(text: string): string {
    const digest = DIGEST.exec(text)?.[1];
    if (digest) return this.say.text('audit.secret', { digest });
    if (UUID.test(text)) return this.say.text('audit.key', { key: text.slice(0, 8) });
    if (MOMENT.test(text)) return this.moments.transform(text);
    return DAY.test(text) ? day(text, 'short') : text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Count {
  readonly op: string;
  readonly kind: string;
  readonly rows: number;
}
const isCount = (value: unknown): value is Count =>
  isRecord(value) && 'op' in value && 'kind' in value && 'rows' in value;

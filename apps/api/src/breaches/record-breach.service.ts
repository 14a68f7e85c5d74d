import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DatePrecision } from '@chaperone/risk-model';
import { insertColumns, normaliseName, updateColumns } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { Keys } from '../keys/keys.js';
import { sealText } from '../keys/sealed-values.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { RecordBreachInput } from './breaches.inputs.js';

interface StoredBreach {
  readonly id: string;
  readonly ref: string;
  readonly source: string;
  readonly rev: number;
  readonly title: string;
  readonly breached_on: string | null;
  readonly discovered_on: string | null;
  readonly reported_on: string | null;
}

/** Column of each input that is stored as it comes. */
const PLAIN = {
  sourceUrl: 'source_url',
  people: 'people',
  dataClasses: 'data_classes',
  location: 'location',
  usState: 'us_state',
} as const;

const DATES = [
  ['breachedOn', 'breached_on', 'breachedPrecision', 'breached_precision'],
  ['discoveredOn', 'discovered_on', 'discoveredPrecision', 'discovered_precision'],
  ['reportedOn', 'reported_on', 'reportedPrecision', 'reported_precision'],
] as const;

/** Longest title and narrative that are kept (characters). */
const LONGEST = { title: 500, description: 20_000 };

/** What people record, as against what registers publish. */
const OWN = { source: 'MANUAL' };

type Columns = Record<string, unknown>;

/** Breaches that people record; imported ones are changed by their source only. */
@Injectable()
export class RecordBreachService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly today: Today,
    private readonly keys: Keys,
  ) {}

  /**
   * Records or changes a breach, matches it to the named vendor, and rescores whom it concerns.
   * @returns the record's id
   * @throws Refusal INVALID, NOT_FOUND, CONFLICT or STALE
   */
  async record(tx: EntityManager, input: RecordBreachInput, by: Principal): Promise<string> {
    const stored = input.id ? await storedBreach(tx, input.id, input.rev ?? null) : null;
    const id = stored?.id ?? randomUUID();
    const columns = this.columnsOf(input, stored);
    const written = { ...columns, ...this.narrative(id, input), id, updated_by: by.personId };
    if (stored) await updateColumns(tx, 'breaches', written);
    else await insertColumns(tx, 'breaches', { ...written, ...OWN, source_key: randomUUID() });
    if (input.vendor) await match(tx, id, input, by);
    const vendors = await tx.query<{ vendor_id: string }[]>(
      `select vendor_id from breach_matches where breach_id = $1 and state = 'CONFIRMED'`,
      [id],
    );
    const reason = stored ? 'BREACH_CHANGED' : 'BREACH_CONFIRMED';
    const ids = vendors.map((row) => row.vendor_id);
    if (ids.length) await this.scoring.rescore(tx, ids, reason, by);
    return id;
  }

  private narrative(row: string, { description }: RecordBreachInput): Columns {
    if (description === undefined) return {};
    const place = { table: 'breaches', column: 'description', row };
    return { description: sealText(this.keys, place, description ?? '') };
  }

  private columnsOf(input: RecordBreachInput, stored: StoredBreach | null): Columns {
    const columns: Columns = { ...namesOf(input, stored), ...this.datesOf(input, stored) };
    for (const [field, name] of Object.entries(PLAIN)) {
      const value = input[field as keyof typeof PLAIN];
      if (value !== undefined) columns[name] = value;
    }
    if (input.causes !== undefined) columns['causes'] = input.causes ?? [];
    checkUrl(input.sourceUrl);
    return columns;
  }

  private datesOf(input: RecordBreachInput, stored: StoredBreach | null): Columns {
    const columns: Columns = {};
    for (const [field, name, precisionField, precisionName] of DATES) {
      const day = input[field];
      if (day && day > this.today.current())
        throw new Refusal('INVALID', `${field}: ${day} lies in the future.`, { field });
      if (day !== undefined) columns[name] = day;
      const precision = precisionOf(day, input[precisionField]);
      if (precision !== undefined) columns[precisionName] = precision;
    }
    return { ...columns, happened_on: happenedOn({ ...stored, ...columns }) };
  }
}

/** A new day is known to the day unless said otherwise; without a day there is no precision. */
function precisionOf(
  day: string | null | undefined,
  precision: DatePrecision | null | undefined,
): DatePrecision | null | undefined {
  if (day === null) return null;
  if (day === undefined && precision === undefined) return undefined;
  return precision ?? 'DAY';
}

function happenedOn(dates: Partial<StoredBreach>): string {
  const on = dates.discovered_on ?? dates.breached_on ?? dates.reported_on;
  if (on) return on;
  throw new Refusal('INVALID', 'Give a day of discovery, of the breach or of the report.', {
    field: 'discoveredOn',
  });
}

function namesOf(input: RecordBreachInput, stored: StoredBreach | null): Columns {
  const title = (input.title ?? stored?.title ?? '').trim();
  if (!title || title.length > LONGEST.title)
    throw new Refusal('INVALID', `A breach needs a title of 1 to ${LONGEST.title} characters.`, {
      field: 'title',
    });
  if ((input.description?.length ?? 0) > LONGEST.description)
    throw new Refusal('INVALID', `A narrative has at most ${LONGEST.description} characters.`, {
      field: 'description',
    });
  const normalised = normaliseName(title);
  return {
    title,
    normalised_name: normalised,
    // the narrative is sealed and cannot be searched
    search_text: normalised,
  };
}

function checkUrl(url: string | null | undefined): void {
  if (url && !/^https?:\/\/\S+$/i.test(url))
    throw new Refusal('INVALID', 'The source address begins with http:// or https://.', {
      field: 'sourceUrl',
    });
}

async function storedBreach(
  tx: EntityManager,
  id: string,
  rev: number | null,
): Promise<StoredBreach> {
  const [row] = await tx.query<StoredBreach[]>(
    `select id, ref, source, rev, title, breached_on, discovered_on, reported_on
     from breaches where id::text = $1 or ref = $1 for update`,
    [id],
  );
  if (!row) throw new Refusal('NOT_FOUND', `There is no breach record ${id}.`);
  if (row.source !== 'MANUAL')
    throw new Refusal('CONFLICT', `${row.ref} was imported; import a newer export to change it.`);
  if (row.rev !== rev)
    throw new Refusal('STALE', `${row.ref} was changed meanwhile; load it again.`, {
      rev: row.rev,
    });
  return row;
}

/** A person who names the vendor has looked: the match is confirmed. */
async function match(
  tx: EntityManager,
  breachId: string,
  input: RecordBreachInput,
  by: Principal,
): Promise<void> {
  const rows = await tx.query<{ id: string }[]>(
    `insert into breach_matches (breach_id, vendor_id, state, score, reason, fault, our_data, decided_by, decided_at)
     select $1, v.id, 'CONFIRMED', 1, 'MANUAL', coalesce($3, 'VENDOR_SUSPECTED'), coalesce($4, 'UNKNOWN'), $5::uuid, now()
     from vendors v where v.id::text = $2 or v.ref = $2
     on conflict (breach_id, vendor_id) do update set state = 'CONFIRMED', fault = coalesce($3, breach_matches.fault),
       our_data = coalesce($4, breach_matches.our_data), decided_by = excluded.decided_by, decided_at = now(),
       rev = breach_matches.rev + 1, updated_at = now()
     returning id`,
    [breachId, input.vendor, input.fault ?? null, input.ourData ?? null, by.personId],
  );
  if (!rows.length)
    throw new Refusal('NOT_FOUND', `There is no vendor ${input.vendor ?? ''}.`, {
      field: 'vendor',
    });
}

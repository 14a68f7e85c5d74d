import { effectivenessOf, type QuestionKind } from '@chaperone/risk-model';
import { normaliseName } from '@chaperone/store';
import { Refusal } from '../graphql/refusal.js';
import type { Work } from '../graphql/work.js';
import { storedValue } from './answer-values.js';

/** Names remembered at one time; more than any register of vendors has. */
const NAMES_KEPT = 300_000;

/** What a name in a file stands for; 'AMBIGUOUS': several vendors bear it. */
export type FoundVendor = string | 'AMBIGUOUS' | null;

/** Finds vendors by ref, name, alias or domain; asks the database once for each name. */
export class VendorNames {
  private readonly known = new Map<string, FoundVendor>();

  constructor(private readonly work: Work) {}

  /** Looks up the names of one batch of rows. */
  async learn(names: Iterable<string>): Promise<void> {
    const wanted = [...new Set(names)].filter((name) => name !== '' && !this.known.has(name));
    if (wanted.length === 0) return;
    if (this.known.size > NAMES_KEPT) this.known.clear();
    const normalised = wanted.map((name) => normaliseName(name) || name.toLowerCase());
    const rows = await this.work.read<{ key: string; rank: number; id: string }>({
      name: 'import-vendor-names',
      text: FIND_VENDORS,
      values: [
        wanted.map((name) => name.toUpperCase()),
        normalised,
        wanted.map((name) => name.toLowerCase()),
      ],
    });
    const hits = bestHits(rows);
    wanted.forEach((name, at) => {
      const keys = [
        `1${name.toUpperCase()}`,
        `2${normalised[at]}`,
        `3${normalised[at]}`,
        `4${name.toLowerCase()}`,
      ];
      this.known.set(
        name,
        keys.map((key) => hits.get(key)).find((hit) => hit !== undefined) ?? null,
      );
    });
  }

  /** The vendor of a name that was learnt. */
  of(name: string): FoundVendor {
    return this.known.get(name) ?? null;
  }
}

const FIND_VENDORS = `select 1 as rank, ref as key, id from vendors where ref = any($1::text[])
  union all select 2, normalised_name, id from vendors where normalised_name = any($2::text[])
  union all select 3, a, id from vendors, unnest(normalised_aliases) a
    where normalised_aliases && $2::text[] and a = any($2::text[])
  union all select 4, d, id from vendors, unnest(domains) d where domains && $3::text[] and d = any($3::text[])`;

function bestHits(
  rows: readonly { key: string; rank: number; id: string }[],
): Map<string, FoundVendor> {
  const hits = new Map<string, FoundVendor>();
  for (const { key, rank, id } of rows) {
    const place = `${rank}${key}`;
    const before = hits.get(place);
    hits.set(place, before === undefined || before === id ? id : 'AMBIGUOUS');
  }
  return hits;
}

/** A question that answers of a file go to. */
export interface KnownQuestion {
  readonly id: string;
  readonly key: string;
  readonly kind: QuestionKind;
  readonly options: readonly { value: string; label: string; score: number | null }[];
}

/** A published version and its questions by key in lower case. */
export interface KnownVersion {
  readonly id: string;
  readonly questions: ReadonlyMap<string, KnownQuestion>;
}

/** Published questionnaires by their key and version; each is read once. */
export class TemplateVersions {
  private readonly known = new Map<string, KnownVersion | null>();

  constructor(private readonly work: Work) {}

  async learn(wanted: Iterable<readonly [template: string, version: string]>): Promise<void> {
    for (const [template, version] of wanted) {
      const key = `${template}\n${version}`;
      if (!this.known.has(key)) this.known.set(key, await this.read(template, version));
    }
  }

  of(template: string, version: string): KnownVersion | null {
    return this.known.get(`${template}\n${version}`) ?? null;
  }

  private async read(template: string, version: string): Promise<KnownVersion | null> {
    if (!/^\d{0,9}$/.test(version)) return null;
    const [found] = await this.work.read<{ id: string; questions: KnownQuestion[] }>({
      name: 'import-template-version',
      text: `select v.id, (select coalesce(json_agg(json_build_object('id', q.id, 'key', q.key, 'kind', q.kind, 'options', q.options)), '[]')
           from questions q where q.version_id = v.id) as questions
         from template_versions v join question_templates t on t.id = v.template_id
         where lower(t.key) = lower($1) and v.status = 'PUBLISHED' and ($2::int is null or v.version = $2)
         order by v.version desc limit 1`,
      values: [template, version === '' ? null : Number(version)],
    });
    if (!found) return null;
    return {
      id: found.id,
      questions: new Map(found.questions.map((question) => [question.key.toLowerCase(), question])),
    };
  }
}

/** A value as it is stored, and how much of the control it shows. */
export interface ReadAnswer {
  /** JSON; null: empty. */
  readonly json: string | null;
  readonly effectiveness: number | null;
}

/** Reads values of one file; choices come again and again and are read once. */
export class AnswerReader {
  private readonly read = new Map<KnownQuestion, Map<string, ReadAnswer>>();

  /** @throws Refusal INVALID */
  of(question: KnownQuestion, text: string): ReadAnswer {
    const choices = question.options.length > 0;
    if (!choices) return answerOf(question, text);
    let known = this.read.get(question);
    if (!known) this.read.set(question, (known = new Map()));
    let answer = known.get(text);
    if (!answer) {
      answer = answerOf(question, text);
      if (known.size < 1_000) known.set(text, answer);
    }
    return answer;
  }
}

function answerOf(question: KnownQuestion, text: string): ReadAnswer {
  const trimmed = text.trim();
  const value = trimmed === '' ? null : storedValue(question, spokenValue(question, trimmed));
  if (value === null) return { json: null, effectiveness: null };
  const effectiveness = effectivenessOf(question, value);
  return { json: JSON.stringify(value).replace(/\\u0000/g, ''), effectiveness };
}

/** People write an option's value in any case, or its label; several are separated by `;`. */
function spokenValue(question: KnownQuestion, text: string): unknown {
  const option = (words: string): string => {
    const wanted = words.trim().toLowerCase();
    const found =
      question.options.find((one) => one.value.toLowerCase() === wanted) ??
      question.options.find((one) => one.label.toLowerCase() === wanted);
    return found?.value ?? words.trim();
  };
  if (question.kind === 'SINGLE') return option(text);
  if (question.kind !== 'MULTIPLE') return text;
  const items = text.split(/[;|\n]/).filter((item) => item.trim() !== '');
  return items.map(option);
}

/** Whether something thrown says that a value does not fit its question. */
export const isMisfit = (thrown: unknown): thrown is Refusal =>
  thrown instanceof Refusal && thrown.code === 'INVALID';

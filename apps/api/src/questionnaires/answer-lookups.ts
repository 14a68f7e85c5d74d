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
    const others = await this.look(BY_REF_OR_NAME, wanted);
    const unknown = others.length > 0 ? await this.look(BY_ALIAS_OR_DOMAIN, others) : [];
    for (const name of unknown) this.known.set(name, null);
  }

  /** The vendor of a name that was learnt. */
  of(name: string): FoundVendor {
    return this.known.get(name) ?? null;
  }

  /** Remembers what one way of looking finds; returns the names that it does not. */
  private async look(way: Lookup, names: readonly string[]): Promise<string[]> {
    const normalised = names.map((name) => normaliseName(name) || name.toLowerCase());
    const exact = names.map(way.exact);
    const rows = await this.work.read<Hit>({ ...way, values: [exact, normalised] });
    const hits = new Map<string, FoundVendor>();
    for (const { key, rank, id } of rows) {
      const before = hits.get(`${rank} ${key}`);
      hits.set(`${rank} ${key}`, before === undefined || before === id ? id : 'AMBIGUOUS');
    }
    return names.filter((name, at) => {
      const found = hits.get(`1 ${exact[at]}`) ?? hits.get(`2 ${normalised[at]}`);
      if (found !== undefined) this.known.set(name, found);
      return found === undefined;
    });
  }
}

interface Hit {
  readonly key: string;
  /** 1: by what is compared exactly; 2: by the normalised name. */
  readonly rank: number;
  readonly id: string;
}

interface Lookup {
  readonly name: string;
  readonly text: string;
  readonly exact: (name: string) => string;
}

/**
 * `>=` and `<=` rather than `=`: the planner would take the trigram index of the search for `=`,
 * which is a hundred times slower for whole names.
 */
const BY_REF_OR_NAME: Lookup = {
  name: 'import-vendors-by-name',
  text: `select 1 as rank, ref as key, id from vendors where ref = any($1::text[])
    union all select 2, k, v.id from unnest($2::text[]) k join vendors v on v.normalised_name >= k and v.normalised_name <= k`,
  exact: (name) => name.toUpperCase(),
};

/** Asked rarely; each name is one look into an index over lists. */
const BY_ALIAS_OR_DOMAIN: Lookup = {
  name: 'import-vendors-by-alias',
  text: `select 1 as rank, k as key, v.id from unnest($1::text[]) k join vendors v on v.domains @> array[k] where k like '%.%'
    union all select 2, k, v.id from unnest($2::text[]) k join vendors v on v.normalised_aliases @> array[k]`,
  exact: (name) => name.toLowerCase(),
};

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

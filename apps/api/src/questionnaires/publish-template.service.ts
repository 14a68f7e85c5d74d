import { Injectable } from '@nestjs/common';
import { QUESTION_KINDS, type QuestionKind } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Refusal } from '../graphql/refusal.js';
import { isNarrative } from './sealed-answer.js';

const option = z.object({
  value: z.string().min(1),
  label: z.string().min(1),
  score: z.number().min(0).max(1).nullish(),
});

const question = z.object({
  key: z.string().min(1).max(100),
  kind: z.enum(QUESTION_KINDS as unknown as readonly [QuestionKind, ...QuestionKind[]]),
  text: z.string().min(1),
  guidance: z.string().default(''),
  weight: z.number().int().min(1).max(10),
  options: z.array(option).default([]),
  citations: z.array(z.string()).default([]),
  showIf: z.object({ question: z.string(), equals: z.string() }).nullish(),
});

const definition = z.object({
  key: z.string().min(1).max(100),
  title: z.string().min(1),
  description: z.string().default(''),
  version: z.number().int().min(1),
  sections: z
    .array(
      z.object({
        key: z.string().min(1).max(100),
        title: z.string().min(1),
        questions: z.array(question).min(1),
      }),
    )
    .min(1),
});

/** A questionnaire as a file describes it. */
export type TemplateDefinition = z.input<typeof definition>;

/** Questionnaires go in whole; a published version never changes. */
@Injectable()
export class PublishTemplateService {
  /**
   * Stores and publishes one version; a version that is already there is left alone.
   * @returns the version's id
   * @throws Refusal INVALID naming the place in the definition
   */
  async publish(tx: EntityManager, input: unknown, sample = false): Promise<string> {
    const parsed = definition.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Refusal('INVALID', `Questionnaire: ${issue?.path.join('.')}: ${issue?.message}.`);
    }
    const template = parsed.data;
    checkKeys(template.sections.flatMap((section) => section.questions));
    const templateId = await templateOf(tx, template, sample);
    const known = await tx.query<{ id: string }[]>(
      'select id from template_versions where template_id = $1 and version = $2',
      [templateId, template.version],
    );
    if (known[0]) return known[0].id;
    return insertVersion(tx, templateId, template);
  }
}

type Parsed = z.output<typeof definition>;

function checkKeys(questions: Parsed['sections'][number]['questions']): void {
  const keys = new Set<string>();
  const inWords = new Set<string>();
  for (const { key, kind, showIf } of questions) {
    if (keys.has(key)) throw new Refusal('INVALID', `Question key ${key} is used twice.`);
    if (showIf && !keys.has(showIf.question))
      throw new Refusal(
        'INVALID',
        `Question ${key} depends on ${showIf.question}, which is not before it.`,
      );
    if (showIf && inWords.has(showIf.question))
      throw new Refusal(
        'INVALID',
        `Question ${key} depends on ${showIf.question}, whose answers are text and sealed.`,
      );
    keys.add(key);
    if (isNarrative(kind)) inWords.add(key);
  }
}

async function templateOf(tx: EntityManager, template: Parsed, sample: boolean): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `insert into question_templates (key, title, description, sample) values ($1, $2, $3, $4)
     on conflict (key) do update set title = excluded.title, description = excluded.description returning id`,
    [template.key, template.title, template.description, sample],
  );
  return (row as { id: string }).id;
}

async function insertVersion(
  tx: EntityManager,
  templateId: string,
  template: Parsed,
): Promise<string> {
  const [version] = await tx.query<{ id: string }[]>(
    `insert into template_versions (template_id, version, status) values ($1, $2, 'DRAFT') returning id`,
    [templateId, template.version],
  );
  const id = (version as { id: string }).id;
  await tx.query(
    `with wanted as (select * from jsonb_array_elements($2::jsonb) with ordinality as s(section, place)),
       placed as (insert into template_sections (version_id, key, title, position)
         select $1, section ->> 'key', section ->> 'title', place from wanted returning id, key)
     insert into questions (version_id, section_id, key, position, kind, text, guidance, weight, options, citations, show_if)
     select $1, placed.id, q ->> 'key', number, q ->> 'kind', q ->> 'text', q ->> 'guidance', (q ->> 'weight')::int,
       q -> 'options', array(select jsonb_array_elements_text(q -> 'citations')), nullif(q -> 'showIf', 'null'::jsonb)
     from wanted join placed on placed.key = section ->> 'key',
       jsonb_array_elements(section -> 'questions') with ordinality as questions(q, number)`,
    [id, JSON.stringify(template.sections)],
  );
  await tx.query(
    `update template_versions set status = 'PUBLISHED', published_at = now() where id = $1`,
    [id],
  );
  return id;
}

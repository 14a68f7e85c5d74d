/** Builders for specs: questionnaires, assessments and answers. See builders.ts. */
import type { EntityManager } from 'typeorm';
import * as store from '../entities.js';
import { aVendor } from './builders.js';
import { next, write } from './write.js';
import type { Says } from './write.js';

/** A question as a spec says it: a key and what differs from a yes/no question of weight 5. */
export type QuestionSays = Says<store.QuestionEntity> & { readonly key: string };

/** A published questionnaire of one section. */
export interface Template {
  readonly template: store.QuestionTemplateEntity;
  readonly version: store.TemplateVersionEntity;
  readonly section: store.TemplateSectionEntity;
  readonly questions: readonly store.QuestionEntity[];
}

/** How a questionnaire differs from a new, published one. */
export interface TemplateSays {
  readonly template?: Says<store.QuestionTemplateEntity>;
  /** A further version of a questionnaire that there is. */
  readonly templateId?: string;
  readonly version?: number;
  readonly status?: store.TemplateVersionEntity['status'];
}

const YES_NO = [
  { value: 'YES', label: 'Yes', score: 1 },
  { value: 'NO', label: 'No', score: 0 },
];

/** A version of a questionnaire with the questions in one section; published unless said. */
export async function aTemplate(
  tx: EntityManager,
  questions: readonly QuestionSays[] = [{ key: 'encryption' }],
  says: TemplateSays = {},
): Promise<Template> {
  const template =
    says.templateId === undefined
      ? await write(tx, store.QuestionTemplateEntity, {
          key: `template-${String(next())}`,
          title: 'Sample questionnaire',
          ...says.template,
        })
      : await tx.findOneByOrFail(store.QuestionTemplateEntity, { id: says.templateId });
  const draft = { templateId: template.id, version: says.version ?? 1 };
  const { id: versionId } = await write(tx, store.TemplateVersionEntity, draft);
  const first = { versionId, key: 'security', position: 1, title: 'Security' };
  const section = await write(tx, store.TemplateSectionEntity, first);
  const written: store.QuestionEntity[] = [];
  for (const [index, question] of questions.entries()) {
    const place = { versionId, sectionId: section.id, position: index + 1 };
    const defaults = { kind: 'YES_NO', text: `Do you? (${question.key})`, weight: 5 } as const;
    written.push(
      await write(tx, store.QuestionEntity, {
        ...place,
        ...defaults,
        options: YES_NO,
        ...question,
      }),
    );
  }
  const status = says.status ?? 'PUBLISHED';
  if (status !== 'DRAFT') {
    await tx.update(store.TemplateVersionEntity, versionId, { status, publishedAt: new Date() });
  }
  const version = await tx.findOneByOrFail(store.TemplateVersionEntity, { id: versionId });
  return { template, version, section, questions: written };
}

/** An accepted assessment, of a new questionnaire and a new vendor unless they are said. */
export async function anAssessment(
  tx: EntityManager,
  says: Says<store.AssessmentEntity> = {},
): Promise<store.AssessmentEntity> {
  const vendorId = says.vendorId ?? (await aVendor(tx)).id;
  const versionId = says.versionId ?? (await aTemplate(tx)).version.id;
  const status = says.status ?? 'ACCEPTED';
  const at = new Date('2026-09-01T12:00:00Z');
  const acceptedAt = status === 'ACCEPTED' ? at : null;
  return write(tx, store.AssessmentEntity, {
    sentAt: at,
    submittedAt: at,
    acceptedAt,
    ...says,
    status,
    vendorId,
    versionId,
  });
}

/** A good, attested answer to the first question of an assessment unless said. */
export async function anAnswer(
  tx: EntityManager,
  says: Says<store.AnswerEntity> = {},
): Promise<store.AnswerEntity> {
  const assessment =
    says.assessmentId === undefined
      ? await anAssessment(tx)
      : await tx.findOneByOrFail(store.AssessmentEntity, { id: says.assessmentId });
  const question = await tx.findOneOrFail(store.QuestionEntity, {
    where:
      says.questionId === undefined ? { versionId: assessment.versionId } : { id: says.questionId },
    order: { position: 'ASC' },
  });
  const defaults: Says<store.AnswerEntity> = {
    value: 'YES',
    effectiveness: 1,
    answeredOn: '2026-09-01',
    reviewState: 'ACCEPTED',
  };
  const place = { assessmentId: assessment.id, questionId: question.id, questionKey: question.key };
  return write(tx, store.AnswerEntity, {
    ...defaults,
    ...says,
    ...place,
    vendorId: assessment.vendorId,
  });
}

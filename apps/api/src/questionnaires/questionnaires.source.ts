import {
  column,
  many,
  moment,
  one,
  sealed,
  sql,
  type Planner,
} from '../graphql/planner/planner.js';

const QUESTIONS_OF = (version: string): string =>
  `(select count(*)::int from questions q where q.version_id = ${version})`;

/** How questionnaires, assessments and answers are read. */
export function describeQuestionnaires(planner: Planner): void {
  describeTemplates(planner);
  describeAssessments(planner);
  describeAnswers(planner);
  planner.extend('Vendor', {
    assessments: many('Assessment', {
      on: (vendor, assessment) => `${assessment}.vendor_id = ${vendor}.vendor_id`,
      orderBy: (a) => `coalesce(${a}.accepted_at, ${a}.created_at) desc, ${a}.id`,
      limit: (args) => Number(args['limit']),
    }),
  });
}

function describeTemplates(planner: Planner): void {
  describeTemplate(planner);
  describeVersion(planner);
  describeQuestions(planner);
}

function describeTemplate(planner: Planner): void {
  planner.describe('QuestionTemplate', {
    table: 'question_templates',
    fields: {
      id: column('id'),
      key: column('key'),
      title: column('title'),
      description: column('description'),
      versions: many('TemplateVersion', {
        on: (template, version) => `${version}.template_id = ${template}.id`,
        orderBy: (version) => `${version}.version desc`,
      }),
      latest: one(
        'TemplateVersion',
        (template, version) => `${version}.template_id = ${template}.id`,
        {
          where: (version) => [`${version}.status = 'PUBLISHED'`],
          orderBy: (version) => `${version}.version desc`,
        },
      ),
    },
  });
}

function describeVersion(planner: Planner): void {
  planner.describe('TemplateVersion', {
    table: 'template_versions',
    fields: {
      id: column('id'),
      template: one('QuestionTemplate', (version, t) => `${t}.id = ${version}.template_id`),
      version: column('version'),
      status: column('status'),
      publishedAt: moment('published_at'),
      sections: many('Section', {
        on: (version, section) => `${section}.version_id = ${version}.id`,
        orderBy: (section) => `${section}.position`,
      }),
      questionCount: sql((version) => QUESTIONS_OF(`${version}.id`)),
    },
  });
}

function describeQuestions(planner: Planner): void {
  planner.describe('Section', {
    table: 'template_sections',
    fields: {
      id: column('id'),
      key: column('key'),
      position: column('position'),
      title: column('title'),
      questions: many('Question', {
        on: (section, question) => `${question}.section_id = ${section}.id`,
        orderBy: (question) => `${question}.position`,
      }),
    },
  });
  planner.describe('Question', {
    table: 'questions',
    fields: {
      id: column('id'),
      key: column('key'),
      position: column('position'),
      kind: column('kind'),
      text: column('text'),
      guidance: column('guidance'),
      weight: column('weight'),
      options: column('options'),
      citations: column('citations'),
      showIf: column('show_if'),
    },
  });
}

function describeAssessments(planner: Planner): void {
  planner.describe('Assessment', {
    table: 'assessments',
    joins: {
      r: (row) => `join vendor_rows ${row}_r on ${row}_r.vendor_id = ${row}.vendor_id`,
      tv: (row) => `join template_versions ${row}_tv on ${row}_tv.id = ${row}.version_id`,
    },
    fields: {
      id: column('id'),
      ref: column('ref'),
      vendor: one('Vendor', (assessment, v) => `${v}.vendor_id = ${assessment}.vendor_id`),
      version: one('TemplateVersion', (assessment, v) => `${v}.id = ${assessment}.version_id`),
      status: column('status'),
      sentAt: moment('sent_at'),
      dueOn: column('due_on'),
      submittedAt: moment('submitted_at'),
      acceptedAt: moment('accepted_at'),
      acceptedBy: one('Person', (assessment, p) => `${p}.id = ${assessment}.accepted_by`),
      sourceUrl: column('source_url'),
      answers: many('Answer', {
        on: (assessment, answer) => `${answer}.assessment_id = ${assessment}.id`,
        childJoins: ['q'],
        orderBy: (answer) => `${answer}_q.section_position, ${answer}_q.position`,
      }),
      answeredCount: sql(
        (a) =>
          `(select count(*)::int from answers n where n.assessment_id = ${a}.id and n.value is not null)`,
      ),
      questionCount: sql((a) => QUESTIONS_OF(`${a}.version_id`)),
      sample: column('sample'),
      rev: column('rev'),
    },
  });
}

function describeAnswers(planner: Planner): void {
  planner.describe('Answer', {
    table: 'answers',
    joins: {
      q: (row) =>
        `join lateral (select q.position, s.position as section_position from questions q join template_sections s on s.id = q.section_id where q.id = ${row}.question_id) ${row}_q on true`,
    },
    fields: {
      id: column('id'),
      question: one('Question', (answer, question) => `${question}.id = ${answer}.question_id`),
      value: sealed('value', { table: 'answers', form: 'JSON' }),
      file: one('StoredFile', (answer, file) => `${file}.answer_id = ${answer}.id`),
      effectiveness: column('effectiveness'),
      comment: sealed('comment', { table: 'answers', form: 'TEXT' }),
      evidenceLevel: column('evidence_level'),
      evidence: one('Evidence', (answer, evidence) => `${evidence}.id = ${answer}.evidence_id`),
      answeredOn: column('answered_on'),
      reviewState: column('review_state'),
    },
  });
}

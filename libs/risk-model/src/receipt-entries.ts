/** Writes the receipt's entries about controls and breaches. In: what the scoring found. */
import type { BreachFigures, IncidentFigures } from './breaches.js';
import { levelThatCounts, type ControlPool } from './controls.js';
import type { ControlsReceipt, IncidentReceipt, QuestionReceipt, Receipt } from './receipt.js';

/** The controls' part of a receipt. */
export function controlsReceipt(pool: ControlPool): ControlsReceipt {
  const positions = new Map(pool.assessments.map((assessment, at) => [assessment.id, at]));
  const questions: QuestionReceipt[] = [];
  for (const { key, weight, effectiveness, force, answer, assessment } of pool.questions) {
    if (answer === null || assessment === null) {
      questions.push({ key, w: weight });
      continue;
    }
    questions.push({
      key,
      w: weight,
      c: effectiveness,
      e: Math.round(force * 1e9) / 1e9,
      level: levelThatCounts(answer),
      answeredOn: answer.answeredOn ?? undefined,
      evidenceEnd: answer.evidenceEnd ?? undefined,
      from: positions.get(assessment.id) ?? 0,
    });
  }
  return {
    state: pool.state,
    effectiveness: pool.effectiveness,
    answeredWeight: pool.answeredWeight,
    applicableWeight: pool.applicableWeight,
    wholeWeight: pool.wholeWeight,
    openFindings: pool.openFindings,
    assessments: pool.assessments.map(({ id, templateKey, acceptedAt }) => ({
      id,
      templateKey,
      acceptedAt,
    })),
    questions,
  };
}

/** The breaches' part of a receipt. */
export function breachesReceipt(figures: BreachFigures): Receipt['breaches'] {
  return { history: figures.history, incidents: figures.incidents.map(incidentReceipt) };
}

function incidentReceipt(figures: IncidentFigures): IncidentReceipt {
  const { record } = figures;
  return {
    incidentId: figures.incidentId,
    recordId: record.recordId,
    records: figures.records,
    source: record.source,
    fault: record.fault,
    people: record.people,
    dataClasses: record.dataClasses,
    day: figures.day,
    ageDays: figures.ageDays,
    severity: figures.severity,
    severityAssumed: figures.severityAssumed,
    b: figures.share,
  };
}

import type { EvidenceLevel, QuestionReceipt, Receipt } from '@chaperone/risk-model';

/**
 * A receipt as it is stored. A receipt holds hundreds of questions; as lists, with values that
 * repeat written once, it takes a fifth of the room and of the time to write.
 */
export interface PackedReceipt extends Omit<Receipt, 'controls'> {
  readonly controls: Omit<Receipt['controls'], 'questions'> & {
    readonly questions: PackedQuestions;
  };
  /** Two receipts with the same digest come from the same facts, answers and breaches. */
  readonly inputsDigest: string;
}

/** Questions column by column: the distinct entries, and for each question the entry's position. */
interface PackedQuestions {
  readonly keys: readonly string[];
  /** All of a question but its key, parted by bars, each once. */
  readonly kinds: readonly string[];
  /** Position in `kinds` of each key, parted by commas. */
  readonly of: string;
}

/** Makes a receipt small; see {@link unpackReceipt}. */
export function packReceipt(receipt: Receipt, inputsDigest: string): PackedReceipt {
  const { questions, ...controls } = receipt.controls;
  const positions = new Map<string, number>();
  const of: number[] = [];
  for (const { w, c, e, level, answeredOn, evidenceEnd, from } of questions) {
    const kind = `${w}|${c ?? ''}|${e ?? ''}|${level ?? ''}|${answeredOn ?? ''}|${evidenceEnd ?? ''}|${from ?? ''}`;
    let position = positions.get(kind);
    if (position === undefined) positions.set(kind, (position = positions.size));
    of.push(position);
  }
  const packed: PackedQuestions = {
    keys: questions.map((question) => question.key),
    kinds: [...positions.keys()],
    of: of.join(','),
  };
  return { ...receipt, controls: { ...controls, questions: packed }, inputsDigest };
}

/** The receipt that was packed, equal to it in every figure. */
export function unpackReceipt(packed: PackedReceipt): Receipt {
  const { inputsDigest: _digest, controls, ...rest } = packed;
  const { keys, kinds, of } = controls.questions;
  const known = kinds.map(questionOf);
  const positions = of.split(',');
  const questions = keys.map((key, at) => ({ key, ...known[Number(positions[at])] }));
  return { ...rest, controls: { ...controls, questions: questions as QuestionReceipt[] } };
}

function questionOf(kind: string): Omit<QuestionReceipt, 'key'> {
  const [w, c, e, level, answeredOn, evidenceEnd, from] = kind.split('|');
  const known = {
    ...(c && { c: Number(c) }),
    ...(e && { e: Number(e) }),
    ...(level && { level: level as EvidenceLevel }),
    ...(answeredOn && { answeredOn }),
    ...(evidenceEnd && { evidenceEnd }),
    ...(from && { from: Number(from) }),
  };
  return { w: Number(w), ...known };
}

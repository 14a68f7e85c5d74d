/** From an agreement's input to its columns, and the rules that its dates keep. */
import type { AgreementEntity } from '@chaperone/store';
import { Refusal } from '../graphql/refusal.js';
import type { RecordAgreementInput } from './agreements.inputs.js';

export type AgreementColumns = { -readonly [K in keyof AgreementEntity]?: AgreementEntity[K] };

const LONGEST_TEXT = 10_000;
const REGION = /^(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|EEA)$/;

const invalid = (field: string, sentence: string): Refusal =>
  new Refusal('INVALID', sentence, { field });

function text(value: string | null | undefined, field: string): string {
  const trimmed = value?.trim() ?? '';
  if (trimmed.length > LONGEST_TEXT)
    throw invalid(field, `Shorten ${field} to ${LONGEST_TEXT} characters.`);
  return trimmed;
}

function whole(value: number | null | undefined, field: string): number | null {
  if (value !== null && value !== undefined && value < 0)
    throw invalid(field, `Give ${field} as a whole number from 0 up.`);
  return value ?? null;
}

function regions(list: readonly string[] | null | undefined): string[] {
  const codes = [...new Set((list ?? []).map((code) => code.trim().toUpperCase()))];
  const wrong = codes.find((code) => !REGION.test(code));
  if (wrong !== undefined)
    throw invalid('regions', `"${wrong}" is no region; write countries with two letters.`);
  return codes;
}

type Writers = {
  readonly [F in keyof RecordAgreementInput]?: (input: RecordAgreementInput) => AgreementColumns;
};

const WRITERS: Writers = {
  kind: ({ kind }) => {
    if (!kind) throw invalid('kind', 'Say what kind of agreement it is.');
    return { kind };
  },
  status: ({ status }) => ({ status: status ?? 'DRAFT' }),
  effectiveOn: ({ effectiveOn = null }) => ({ effectiveOn }),
  expiresOn: ({ expiresOn = null }) => ({ expiresOn }),
  evergreen: ({ evergreen }) => ({ evergreen: evergreen ?? false }),
  autoRenews: ({ autoRenews }) => ({ autoRenews: autoRenews ?? false }),
  noticeDays: ({ noticeDays }) => ({ noticeDays: whole(noticeDays, 'noticeDays') }),
  breachNoticeHours: ({ breachNoticeHours }) => ({
    breachNoticeHours: whole(breachNoticeHours, 'breachNoticeHours'),
  }),
  dataClasses: ({ dataClasses }) => ({ dataClasses: [...new Set(dataClasses ?? [])] }),
  regions: (input) => ({ regions: regions(input.regions) }),
  direction: ({ direction }) => ({ direction: direction ?? 'DOWNSTREAM' }),
  signedBy: ({ signedBy }) => ({ signedBy: text(signedBy, 'signedBy') || null }),
  signedOn: ({ signedOn = null }) => ({ signedOn }),
  terminatedOn: ({ terminatedOn = null }) => ({ terminatedOn }),
  link: ({ link }) => ({ link: text(link, 'link') || null }),
  note: ({ note }) => ({ note: text(note, 'note') }),
};

/** The columns that an input sets: what is absent stays, what is null is cleared. */
export function columnsOf(input: RecordAgreementInput): AgreementColumns {
  let columns: AgreementColumns = {};
  for (const [name, write] of Object.entries(WRITERS))
    if (input[name as keyof RecordAgreementInput] !== undefined)
      columns = { ...columns, ...write(input) };
  return columns;
}

/** Refuses what cannot be true of one agreement. @throws Refusal INVALID naming the field. */
export function checkAgreement(
  agreement: Pick<
    AgreementEntity,
    | 'status'
    | 'effectiveOn'
    | 'expiresOn'
    | 'evergreen'
    | 'autoRenews'
    | 'signedOn'
    | 'terminatedOn'
  >,
): void {
  const { status, effectiveOn, expiresOn, evergreen } = agreement;
  if (status === 'SIGNED' && effectiveOn === null)
    throw invalid('effectiveOn', 'A signed agreement has a first day.');
  if (evergreen && expiresOn !== null)
    throw invalid('expiresOn', 'An evergreen agreement has no last day.');
  if (effectiveOn !== null && expiresOn !== null && expiresOn < effectiveOn)
    throw invalid('expiresOn', 'The last day cannot be before the first.');
  checkEnd(agreement);
}

function checkEnd({
  status,
  evergreen,
  autoRenews,
  signedOn,
  terminatedOn,
}: Parameters<typeof checkAgreement>[0]): void {
  if (evergreen && autoRenews)
    throw invalid('autoRenews', 'What has no end does not renew itself.');
  if (terminatedOn !== null && status !== 'TERMINATED')
    throw invalid('terminatedOn', 'Only a terminated agreement was ended early.');
  if (signedOn !== null && terminatedOn !== null && terminatedOn < signedOn)
    throw invalid('terminatedOn', 'It cannot end before it was signed.');
}

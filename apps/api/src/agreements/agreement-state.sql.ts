/**
 * An agreement's state in SQL, since lists filter and sort by it in the database. It says what
 * risk-model's `agreementState` says; a spec compares the two case by case.
 */
export const stateSql = (row: string, today: string): string =>
  `(case when ${row}.status <> 'SIGNED' then ${row}.status
     when ${row}.expires_on < ${today} then 'EXPIRED'
     when ${row}.effective_on > ${today} then 'NOT_YET_EFFECTIVE'
     else 'ACTIVE' end)`;

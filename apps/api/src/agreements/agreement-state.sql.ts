/**
 * An agreement's state in SQL, since lists filter and sort by it in the database. It says what
 * risk-model's `agreementState` says; a spec compares the two case by case. `prefix` stands before the
 * columns of an agreement that is kept in another row.
 */
export const stateSql = (row: string, today: string, prefix = ''): string =>
  `(case when ${row}.${prefix}status <> 'SIGNED' then ${row}.${prefix}status
     when ${row}.${prefix}expires_on < ${today} then 'EXPIRED'
     when ${row}.${prefix}effective_on > ${today} then 'NOT_YET_EFFECTIVE'
     else 'ACTIVE' end)`;

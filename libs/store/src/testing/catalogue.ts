/**
 * The catalogue of a database as text: what TypeORM's comparison does not see stands in it too
 * (expressions of CHECKs and indexes, triggers, policies, grants). PostgreSQL 15 and 18 agree on it.
 */
import type { DataSource } from 'typeorm';

const LINES: readonly string[] = [
  `SELECT format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
     CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
     CASE a.attidentity::text WHEN '' THEN '' ELSE ' identity ' || a.attidentity::text END,
     coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND a.attnum > 0 AND NOT a.attisdropped`,
  // From 18 on NOT NULL is a constraint too; the columns say it already.
  `SELECT format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
   FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
     AND conrelid <> 0`,
  `SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  `SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`,
  `SELECT format('function %s md5 %s', p.oid::regprocedure, md5(p.prosrc))
   FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
     SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')`,
  `SELECT format('policy %s on %s %s using %s check %s', policyname, tablename, cmd, qual, with_check)
   FROM pg_policies WHERE schemaname = 'public'`,
  `SELECT format('row security on %s', oid::regclass) FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relrowsecurity`,
  `SELECT format('sequence %s', c.relname) FROM pg_class c
   WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'`,
  `SELECT format('grant %s on %s to %s', string_agg(privilege_type, ', ' ORDER BY privilege_type),
     oid::regclass, CASE WHEN starts_with(grantee::regrole::text, 'chaperone_scoped_') THEN 'scoped' ELSE 'app' END)
   FROM pg_class, aclexplode(relacl) WHERE relnamespace = 'public'::regnamespace
     AND grantee <> relowner GROUP BY oid, grantee`,
  `SELECT format('default grant %s on %s to app',
     string_agg(privilege_type, ', ' ORDER BY privilege_type), defaclobjtype::text)
   FROM pg_default_acl, aclexplode(defaclacl) WHERE grantee <> defaclrole
   GROUP BY defaclobjtype`,
];

/** The catalogue, one object a line, sorted; the table of migrations is left out. */
export async function catalogue(dataSource: DataSource): Promise<string> {
  const lines: string[] = [];
  for (const text of LINES) {
    const rows: Record<string, string>[] = await dataSource.query(text);
    lines.push(...rows.map((row) => String(Object.values(row)[0])));
  }
  const ours = lines.filter((line) => !/\bmigrations(_id_seq)?\b/.test(line));
  return `${ours.sort().join('\n')}\n`;
}

import type { EntityManager } from 'typeorm';
import type { Keys } from '../keys/keys.js';
import { settleContacts } from './sealed-contacts.js';

/**
 * Which row of the staging table is which vendor, and what it changes. Every step is one statement
 * over all rows. A row is found by its ref, else by a domain, else by its name or an alias.
 */
export async function compareVendors(tx: EntityManager, keys: Keys): Promise<void> {
  const said = await whatIsSaid(tx);
  if (said.refs) await findByRef(tx);
  if (said.known) await findKnown(tx);
  await tx.query(REFUSE_NEW_TWICE);
  if (said.owners) await findOwners(tx);
  if (said.parents) await findParents(tx);
  if (!said.known) return;
  await settleContacts(tx, keys);
  await tx.query(VERDICTS);
  await tx.query(TITLES);
}

/** Each step looks at every row: those are left out that this file, or this register, has no use for. */
interface Said {
  readonly refs: boolean | null;
  readonly owners: boolean | null;
  readonly parents: boolean | null;
  /** Whether the register holds any vendor. */
  readonly known: boolean;
}

async function whatIsSaid(tx: EntityManager): Promise<Said> {
  const [said] = await tx.query<Said[]>(
    `select bool_or(ref is not null) as refs, bool_or(owner is not null) as owners,
       bool_or(parent is not null) as parents, exists (select from vendors) as known
     from import_stage`,
  );
  if (!said) throw new Error('An aggregate has one row.');
  return said;
}

async function findByRef(tx: EntityManager): Promise<void> {
  await tx.query(BY_REF);
  await tx.query(REFUSE_UNKNOWN_REF);
}

async function findKnown(tx: EntityManager): Promise<void> {
  await tx.query(BY_DOMAIN);
  await tx.query(BY_NAME);
  await tx.query(OTHER_PRODUCT);
  await tx.query(REFUSE_TWICE);
}

async function findOwners(tx: EntityManager): Promise<void> {
  await tx.query(OWNERS);
  await tx.query(REFUSE_UNKNOWN_OWNER);
}

const REFUSED = `verdict = 'REFUSED', fault_code`;

const BY_REF = `update import_stage s set target = v.id from vendors v where s.ref = v.ref`;

const REFUSE_UNKNOWN_REF = `update import_stage s set ${REFUSED} = 'UNKNOWN_RECORD', fault_column = 'ref', fault_value = ref,
    fault = format('Line %s, column "ref": there is no vendor %s. Leave the ref empty to make a new vendor.', line, ref)
  where ref is not null and target is null`;

/** Several vendors may share a domain (the products of one company): the name decides then. */
const BY_DOMAIN = `with known as materialized (select v.id, v.normalised_name, v.normalised_aliases, lower(d) as domain from vendors v, unnest(v.domains) d),
  hits as (
    select s.line, k.id, k.normalised_name = s.normalised_name or s.normalised_name = any(k.normalised_aliases) as named
    from import_stage s cross join unnest(s.domains) d join known k on k.domain = d
    where s.ref is null),
  chosen as (
    select line, count(distinct id) as n, count(distinct id) filter (where named) as named,
      min(id::text) as id, min(id::text) filter (where named) as named_id
    from hits group by line)
  update import_stage s set target = case when c.n = 1 then c.id::uuid when c.named = 1 then c.named_id::uuid end
  from chosen c where c.line = s.line and (c.n = 1 or c.named = 1)`;

/** A name that two vendors bear is decided by a domain, or not at all. */
const BY_NAME = `with names as materialized (
    select id, normalised_name as name, domains from vendors
    union all select id, unnest(normalised_aliases), domains from vendors),
  hits as (
    select s.line, min(n.id::text) as id, count(distinct n.id) as n
    from import_stage s join names n on n.name = s.normalised_name
    where s.target is null and s.verdict is null
      and (s.domains is null or n.domains = '{}' or not exists (select from import_stage o where o.target = n.id))
    group by s.line)
  update import_stage s set target = case when h.n = 1 then h.id::uuid end,
    verdict = case when h.n > 1 then 'REFUSED' end, fault_code = case when h.n > 1 then 'AMBIGUOUS' end,
    fault_column = case when h.n > 1 then 'name' end, fault_value = s.display_name,
    fault = case when h.n > 1 then format('Line %s, column "name": %s vendors bear the name "%s". Add the ref or the domain of the one you mean.', s.line, h.n, s.display_name) end
  from hits h where h.line = s.line`;

/** Two rows found one vendor by its domain: the one with its name is it, the others are new. */
const OTHER_PRODUCT = `with shared as (
    select target from import_stage where target is not null and verdict is null group by target having count(*) > 1)
  update import_stage s set target = null
  from shared, vendors v
  where s.target = shared.target and v.id = s.target and s.ref is null and s.normalised_name <> v.normalised_name
    and not s.normalised_name = any(v.normalised_aliases)
    and exists (select from import_stage o where o.target = s.target and o.normalised_name = v.normalised_name)`;

const TWICE = `fault = format('Line %s is the same vendor as line %s. Keep one of them.', s.line, d.first), fault_value = s.display_name,
  fault_column = 'name'`;

const REFUSE_TWICE = `with d as (
    select line, min(line) over w as first, row_number() over w as n from import_stage
    where target is not null and verdict is null window w as (partition by target order by line))
  update import_stage s set ${REFUSED} = 'DUPLICATE_ROW', ${TWICE} from d where d.line = s.line and d.n > 1`;

/** New rows of one name are one vendor, unless their domains tell them apart. */
const REFUSE_NEW_TWICE = `with twins as (
    select normalised_name from import_stage where target is null and verdict is null
    group by normalised_name having count(*) > 1),
  d as (
    select line, min(line) over (partition by normalised_name) as first,
      row_number() over (partition by normalised_name order by line) as n,
      row_number() over (partition by normalised_name, domains[1] order by line) as same_domain,
      bool_or(domains is null) over (partition by normalised_name) as no_domain
    from import_stage join twins using (normalised_name) where target is null and verdict is null)
  update import_stage s set ${REFUSED} = 'DUPLICATE_ROW', ${TWICE} from d
  where d.line = s.line and d.n > 1 and (d.no_domain or d.same_domain > 1)`;

const OWNERS = `update import_stage s set owner_id = p.id from people p where s.owner = p.email and p.disabled_at is null`;

const REFUSE_UNKNOWN_OWNER = `update import_stage s set ${REFUSED} = 'UNKNOWN_RECORD', fault_column = 'owner', fault_value = owner,
    fault = format('Line %s, column "owner": nobody here has the e-mail address %s. Add the person first, or leave the cell empty.', line, owner)
  where owner is not null and owner_id is null and verdict is null`;

/** A parent is a vendor of the register or of another row of the file, by ref or by name. */
async function findParents(tx: EntityManager): Promise<void> {
  await tx.query(
    `update import_stage s set parent_id = v.id from vendors v
     where s.parent is not null and (v.ref = upper(s.parent) or v.normalised_name = s.normalised_parent)`,
  );
  await tx.query(
    `update import_stage s set parent_id = coalesce(o.target, o.new_id) from import_stage o
     where s.parent is not null and s.parent_id is null and o.normalised_name = s.normalised_parent and o.verdict is null`,
  );
  await tx.query(
    `update import_stage s set ${REFUSED} = 'UNKNOWN_RECORD', fault_column = 'parent', fault_value = parent,
       fault = format('Line %s, column "parent": "%s" is no other vendor here. Add it first, or leave the cell empty.', line, parent)
     where parent is not null and verdict is null and (parent_id is null or parent_id = coalesce(target, new_id))`,
  );
}

/** What a row makes of each column of its vendor: an empty cell leaves it as it is. */
export const MERGED: Readonly<Record<string, string>> = {
  display_name: `case when s.normalised_name = any(v.normalised_aliases) then v.display_name else coalesce(s.display_name, v.display_name) end`,
  normalised_name: `case when s.normalised_name = any(v.normalised_aliases) then v.normalised_name else coalesce(s.normalised_name, v.normalised_name) end`,
  links: `v.links || coalesce(s.links, '{}')`,
  ...Object.fromEntries(
    [
      'legal_name',
      'aliases',
      'normalised_aliases',
      'domains',
      'category',
      'website',
      'headquarters',
      'status',
      'owner_id',
      'parent_id',
      'tags',
      'next_review_on',
      'description',
      'certifications',
      'contacts',
    ].map((name) => [name, `coalesce(s.${name}, v.${name})`]),
  ),
};

const pairs = (valueOf: (name: string) => string): string =>
  Object.keys(MERGED)
    .map((name) => `'${name}', ${valueOf(name)}`)
    .join(', ');

const VERDICTS = `with compared as materialized (
    select s.row_no, v.rev, jsonb_build_object(${pairs((name) => `v.${name}`)}) as old,
      jsonb_build_object(${pairs((name) => MERGED[name] ?? 'null')}) as new
    from import_stage s join vendors v on v.id = s.target where s.verdict is null),
  told as (
    select c.row_no, jsonb_object_agg(o.key, o.value) as before,
      jsonb_object_agg(o.key, c.new->o.key) || jsonb_build_object('rev', min(c.rev) + 1) as after
    from compared c cross join lateral jsonb_each(c.old) o
    where c.old <> c.new and o.value <> c.new->o.key group by c.row_no)
  update import_stage s set verdict = case when t.before is null then 'SAME' else 'CHANGED' end, before = t.before, after = t.after
  from compared c left join told t on t.row_no = c.row_no where c.row_no = s.row_no`;

const TITLES = `update import_stage s set title = coalesce(s.display_name, v.display_name)
  from vendors v where s.verdict = 'CHANGED' and v.id = s.target`;

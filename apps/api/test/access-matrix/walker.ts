/** Walks a way as somebody, field by field. In: the tables' judgement. Out: whatever was not so. */
import { getNamedType, isLeafType } from 'graphql';
import type { Credentials, GraphReply } from '../harness.js';
import { OPENED, type Expected } from './tables.js';
import { documentOf, everyWay, fieldsOf, objectsAt, type Way } from './ways.js';
import { eachOf, type World } from './world.js';

/** Who walks. */
export interface Asker {
  readonly by: Credentials;
  readonly judge: (key: string) => Expected;
  /** How they are refused. */
  readonly code: 'FORBIDDEN' | 'UNAUTHENTICATED';
  /** A person of the staff, to whom no row is hidden. */
  readonly staff: boolean;
}

type Row = Readonly<Record<string, unknown>>;
const ABOUT_THE_ASKER = /^Query\.(viewer|signInState)$/;

const isEmpty = (value: unknown): boolean =>
  (value ?? null) === null || value === '' || (Array.isArray(value) && value.length === 0);
const nameOf = (key: string): string => key.split('.')[1] ?? '';
const pathOf = (steps: readonly string[]): string => steps.map(nameOf).join('.');
const namesOf = ({ type }: Way): string[] => fieldsOf(type).map(({ name }) => name);

export class Walker {
  /** Fields at the end of each way that hold something, as an administrator sees them. */
  private readonly filled = new Map<string, ReadonlySet<string>>();

  constructor(private readonly world: World) {}

  /** Learns what is there. Out: types of which there is nothing. */
  async survey(by: Credentials): Promise<string[]> {
    const met = new Set<string>();
    const ways = everyWay();
    await eachOf(ways, async (way) => {
      const reply = await this.ask(way, namesOf(way), by);
      const rows = objectsAt(reply.data, way);
      if (rows.length > 0) met.add(way.type.name);
      const full = namesOf(way).filter((name) => rows.some((row) => !isEmpty(row[name])));
      this.filled.set(pathOf(way.steps), new Set(full));
    });
    return [...new Set(ways.map(({ type }) => type.name))].filter((name) => !met.has(name));
  }

  /** Walks ways, each to its end. */
  async walkAll(ways: readonly Way[], asker: Asker): Promise<string[]> {
    const wrong: string[] = [];
    await eachOf(ways, async (way) => {
      for (const fault of await this.walk(way, asker)) wrong.push(`${pathOf(way.steps)}: ${fault}`);
    });
    return wrong;
  }

  private ask(way: Way, names: readonly string[], by: Credentials): Promise<GraphReply> {
    return this.world.story.gql(documentOf(way, names, this.world.rows), {}, by);
  }

  private async walk(way: Way, asker: Asker): Promise<string[]> {
    const stop = stopOn(way, asker);
    if (stop < 0) return this.fields(way, asker);
    const told = await this.ask(way, namesOf(way), asker.by);
    if (asker.judge(way.steps[stop] ?? '') === 'no')
      return notRefused(told, [pathOf(way.steps.slice(0, stop + 1))], asker.code);
    const given = objectsAt(told.data, way).length > 0 ? ['was not emptied'] : [];
    return [...given, ...saidIn(told)];
  }

  /** All fields at the end of an open way: the refused ones together, then the others. */
  private async fields(way: Way, asker: Asker): Promise<string[]> {
    const names = namesOf(way);
    const refused = names.filter((name) => expectedAt(way, name, asker) === 'no');
    const open = names.filter((name) => !refused.includes(name));
    const faults: string[] = [];
    if (refused.length > 0) {
      const paths = refused.map((name) => `${pathOf(way.steps)}.${name}`);
      faults.push(...notRefused(await this.ask(way, names, asker.by), paths, asker.code));
    }
    if (open.length === 0) return faults;
    const reply = await this.ask(way, open, asker.by);
    const rows = objectsAt(reply.data, way);
    const wrong = open.flatMap((name) => this.wrongValues(way, name, rows, asker));
    return [...faults, ...saidIn(reply), ...wrong];
  }

  private wrongValues(way: Way, name: string, rows: readonly Row[], asker: Asker): string[] {
    const empty = rows.every((row) => isEmpty(row[name]));
    if (expectedAt(way, name, asker) === 'empty') return empty ? [] : [`${name} was given away`];
    const full = this.filled.get(pathOf(way.steps))?.has(name) ?? false;
    return empty && full && !mayBeHidden(way, name, asker) ? [`${name} was held back`] : [];
  }
}

/** Where a way ends for somebody; -1: it is open. */
function stopOn({ steps }: Way, asker: Asker): number {
  return steps.findIndex((key, at) => {
    const opened = OPENED[steps[at - 1] ?? '']?.includes(nameOf(key)) ?? false;
    return !opened && asker.judge(key) !== 'yes';
  });
}

/** What is expected of a field at the end of a way; what comes with the field that led there is open. */
function expectedAt({ steps, type }: Way, name: string, asker: Asker): Expected {
  const opened = OPENED[steps.at(-1) ?? '']?.includes(name) ?? false;
  return opened ? 'yes' : asker.judge(`${type.name}.${name}`);
}

/** What is there only for a person, what the walk itself adds to, and rows that the database hides from a token. */
function mayBeHidden({ steps, type }: Way, name: string, { staff }: Asker): boolean {
  if (steps[0] === 'Query.securityEvents') return true;
  const field = type.getFields()[name];
  const leaf = field !== undefined && isLeafType(getNamedType(field.type));
  return !staff && (!leaf || ABOUT_THE_ASKER.test(steps[0] ?? ''));
}

const saidIn = (reply: GraphReply): string[] =>
  reply.errors.map((fault) => `said ${fault.extensions.code}: ${fault.message}`);

/** How a reply differs from a refusal of just these paths that gives nothing away. */
function notRefused(reply: GraphReply, paths: readonly string[], code: string): string[] {
  const told = reply.errors.map(
    (fault) => `${(fault.path ?? []).join('.')} ${fault.extensions.code}`,
  );
  const wanted = paths.map((path) => `${path} ${code}`);
  const same = told.sort().join() === wanted.sort().join();
  const faults = same ? [] : [`refused ${told.join(', ') || 'nothing'}`];
  return (reply.data ?? null) === null ? faults : [...faults, 'gave data'];
}

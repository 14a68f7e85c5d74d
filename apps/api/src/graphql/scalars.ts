/**
 * The scalars of the graph, strict both ways. Days and moments are text in the API:
 * a day 'YYYY-MM-DD', a moment ISO 8601 in UTC with Z. A day that no calendar has is refused.
 */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Days found to be right: a page shows the same few again and again. */
const rightDays = new Set<string>();
const MOST_DAYS_KEPT = 10_000;

function isDay(text: string): boolean {
  if (rightDays.has(text)) return true;
  if (!DAY.test(text) || text.startsWith('0000')) return false;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) return false;
  if (rightDays.size < MOST_DAYS_KEPT) rightDays.add(text);
  return true;
}

function parseDay(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new GraphQLError('A Date is a calendar day written YYYY-MM-DD.');
}

function parseMoment(value: unknown): string {
  if (typeof value === 'string' && MOMENT.test(value) && isDay(value.slice(0, 10))) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date.toISOString();
  }
  throw new GraphQLError('A DateTime is written YYYY-MM-DDThh:mm:ssZ.');
}

function parseCount(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError('A Count is a whole number from 0 to 9007199254740991.');
}

function text(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

/** A calendar day. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: (value) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : parseDay(value),
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(text(node)),
});

/** A moment. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment in UTC, ISO 8601 with Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : parseMoment(value)),
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(text(node)),
});

/** A count that may pass 2^31. */
export const CountScalar = new GraphQLScalarType<number, number>({
  name: 'Count',
  description: 'A whole number from 0 to 2^53 - 1.',
  serialize: (value) => parseCount(typeof value === 'string' ? Number(value) : value),
  parseValue: parseCount,
  parseLiteral: (node) =>
    parseCount(node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : undefined),
});

function plain(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.LIST:
      return node.values.map((value) => plain(value, variables));
    case Kind.OBJECT:
      // fromEntries defines properties, so a key named __proto__ stays a plain key
      return Object.fromEntries(node.fields.map((f) => [f.name.value, plain(f.value, variables)]));
    case Kind.VARIABLE:
      return variables[node.name.value];
  }
}

/** Any JSON value. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => plain(node, variables ?? {}),
});

/**
 * The few kinds of column that the tables use, as decorators, and the CHECKs that the vocabulary gives.
 * In: a property of an entity. Out: its column, typed the same way in every table.
 * Figures and counts arrive as numbers, days as 'YYYY-MM-DD', moments as Date.
 */
import { Column, Generated, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ColumnOptions } from 'typeorm';

/**
 * What every column may say beside its kind. `default` is SQL, written as TypeORM reads it back from
 * PostgreSQL: casts left out, numbers quoted.
 */
export interface ColumnSays {
  readonly nullable?: boolean;
  readonly default?: string;
}

/** Whole numbers of the database that arrive as text. */
export const asNumber = {
  to: (value: unknown): unknown => value,
  from: (value: unknown): unknown => (typeof value === 'string' ? Number(value) : value),
};

function options({ nullable = false, default: sql }: ColumnSays): ColumnOptions {
  return sql === undefined ? { nullable } : { nullable, default: () => sql };
}

/** A uuid key that the database makes. */
export const Id = (): PropertyDecorator => PrimaryGeneratedColumn('uuid');
/** A growing whole-number key: the order of insertion. */
export const SerialId = (): PropertyDecorator => (target, property) => {
  PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })(
    target,
    property,
  );
};
/** A part of a key that the writer gives. */
export const Key = (type: 'uuid' | 'text' | 'date'): PropertyDecorator => PrimaryColumn(type);
/** The key of a table that holds one record. */
export const OnlyRecord = (): PropertyDecorator =>
  PrimaryColumn('boolean', { default: () => 'true' });
export const Text = (says: ColumnSays = {}): PropertyDecorator => Column('text', options(says));
/** A list of words; empty unless it says that it may be null (null: not known). */
export const TextList = (says: ColumnSays = { default: "'{}'" }): PropertyDecorator =>
  Column('text', { array: true, ...options(says) });
/** A uuid that the database makes once, beside the key. */
export const OwnUuid = (): PropertyDecorator => (target, property) => {
  Column('uuid')(target, property);
  Generated('uuid')(target, property);
};
export const Uuid = (says: ColumnSays = {}): PropertyDecorator => Column('uuid', options(says));
export const UuidList = (): PropertyDecorator => Column('uuid', { array: true });
export const Flag = (byDefault: 'true' | 'false' = 'false'): PropertyDecorator =>
  Column('boolean', { default: () => byDefault });
/** A small whole number. */
export const Whole = (says: ColumnSays = {}): PropertyDecorator => Column('int', options(says));
/** One of a handful: a place on an axis. */
export const Place = (says: ColumnSays = {}): PropertyDecorator =>
  Column('smallint', options(says));
/** A count that may pass two thousand million, below 2^53. */
export const Count = (says: ColumnSays = {}): PropertyDecorator =>
  Column('bigint', { ...options(says), transformer: asNumber });
/** A figure of the method: up to 999 with six decimals. */
export const Figure = (says: ColumnSays = {}): PropertyDecorator =>
  Column({ type: 'numeric', precision: 9, scale: 6, ...options(says), transformer: asNumber });
/** A share in 0..1 or a similarity, single precision. */
export const Share = (says: ColumnSays = {}): PropertyDecorator =>
  Column({ type: 'real', ...options(says) });
/** A calendar day, 'YYYY-MM-DD'. */
export const Day = (says: ColumnSays = {}): PropertyDecorator => Column('date', options(says));
export const Moment = (says: ColumnSays = {}): PropertyDecorator =>
  Column('timestamptz', options(says));
/** When the row was written: the database's clock. */
export const Now = (): PropertyDecorator => Moment({ default: 'now()' });
export const Json = (says: ColumnSays = {}): PropertyDecorator => Column('jsonb', options(says));
/** A readable, unique reference such as VND-42, given by the database. */
export const Ref = (prefix: string, sequence: string): PropertyDecorator =>
  Text({ default: `('${prefix}-'|| nextval('${sequence}'))` });

const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** CHECK: the column holds one of the words (null passes where the column may be null). */
export const oneOf = (column: string, words: readonly string[]): string =>
  `${column} IN (${list(words)})`;

/** CHECK: text is empty or sealed; clear text is refused. */
export const emptyOrSealed = (column: string): string =>
  `${column} = '' OR starts_with(${column}, 'v1.')`;

/** CHECK: every word of the column's list is one of the words. */
export const subsetOf = (column: string, words: readonly string[]): string =>
  `${column} <@ ARRAY[${list(words)}]::text[]`;

/** Columns of every record that people keep: whether it is a sample, its revision, who touched it. */
export abstract class KeptRecord {
  /** Loaded with the sample organisation; one click removes it. */
  @Flag() sample!: boolean;
  /** Grows by one with every change: the optimistic lock. */
  @Whole({ default: "'1'" }) rev!: number;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
  /** The person who changed it last; null: the product itself. */
  @Uuid({ nullable: true }) updatedBy!: string | null;
}

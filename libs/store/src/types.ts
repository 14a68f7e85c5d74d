/**
 * How values of the database arrive in JavaScript, for entities and for raw statements alike.
 * Whole numbers and figures are numbers (ours stay below 2^53), days are 'YYYY-MM-DD' strings:
 * a Date would shift them by the machine's time zone.
 */
import pg from 'pg';
import type { CustomTypesConfig } from 'pg';

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const INT8_LIST = 1016;
const NUMERIC_LIST = 1231;
const DATE_LIST = 1182;
const TEXT_LIST = 1009;

type Parse = (text: string) => unknown;

/** pg's own parser; its types name only the kinds that are not lists. */
const parserOf = (oid: number, format: 'text' | 'binary' = 'text'): Parse =>
  (pg.types.getTypeParser as (oid: number, format: string) => Parse)(oid, format);

const textList = parserOf(TEXT_LIST) as (text: string) => (string | null)[];
const numberList = (text: string): (number | null)[] =>
  textList(text).map((item) => (item === null ? null : Number(item)));

const PARSERS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [INT8, Number],
  [NUMERIC, Number],
  [DATE, String],
  [INT8_LIST, numberList],
  [NUMERIC_LIST, numberList],
  [DATE_LIST, textList],
]);

/** The `types` option for any pg Pool or Client that talks to the store. */
export const STORE_TYPES: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): Parse => {
    const ours = format === 'binary' ? undefined : PARSERS.get(oid);
    return ours ?? parserOf(oid, format);
  },
};

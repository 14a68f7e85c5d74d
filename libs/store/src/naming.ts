/**
 * How names in the code become names in the database: snake_case columns, pk_<table> keys.
 * Every other constraint and index carries its own name in the entity.
 */
import { DefaultNamingStrategy, Table } from 'typeorm';

/** camelCase to snake_case; a digit joins the word before it (`fileSha256` to `file_sha256`). */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The naming strategy of the store's data source. */
export class StoreNaming extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return custom ?? snakeCase([...prefixes, property].join('_'));
  }

  override primaryKeyName(table: Table | string): string {
    const name = table instanceof Table ? table.name : table;
    return `pk_${name.split('.').at(-1) ?? name}`;
  }
}

/**
 * Writes the graph's schema, sorted, without a server or a database.
 * Usage: node dist/emit-schema.js PATH
 */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  RESOLVER_TYPE_METADATA,
} from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { ROOMS } from './app.module.js';

/** Every resolver of the rooms, found in their modules. */
export function resolversOf(modules: readonly unknown[]): Type[] {
  const seen = new Set<unknown>();
  const resolvers: Type[] = [];
  const visit = (module: unknown): void => {
    if (typeof module !== 'function' || seen.has(module)) return;
    seen.add(module);
    const read = (key: string): unknown[] =>
      (Reflect.getMetadata(key, module) as unknown[] | undefined) ?? [];
    for (const provider of read('providers'))
      if (typeof provider === 'function' && isResolver(provider)) resolvers.push(provider as Type);
    read('imports').forEach(visit);
  };
  modules.forEach(visit);
  return resolvers;
}

function isResolver(provider: object): boolean {
  return Reflect.hasMetadata(RESOLVER_TYPE_METADATA, provider);
}

/** The schema as the code says it. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, {
    logger: ['error'],
  });
  try {
    return await app.get(GraphQLSchemaFactory).create(resolversOf(ROOMS));
  } finally {
    await app.close();
  }
}

/** The schema as text, sorted. */
export async function schemaText(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await buildSchema()))}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = process.argv[2];
  if (!path) throw new Error('Usage: emit-schema PATH');
  await writeFile(path, await schemaText());
}

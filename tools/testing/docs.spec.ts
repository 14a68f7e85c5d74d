// What the documents promise must be there: settings, commands, files.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from '../support/root.ts';

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const decisions = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`);
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/operations.md',
  'docs/method.md',
  ...decisions,
];

/** First match group of every match, each once, sorted. */
function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

function section(text: string, heading: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

describe('the documents', () => {
  it('name every setting that the server reads, and no other', () => {
    const config = textOf('apps/api/src/config.ts');
    const schema = /z\.object\(\{(.*?)^\}\);/ms.exec(config)?.[1] ?? '';
    const files = textOf('apps/api/src/files/file-settings.ts');
    const read = found(`${schema}${files}`, /^ {2}([A-Z][A-Z_]+):/gm);
    expect(read).toContain('DATABASE_URL');
    expect(found(section(textOf('README.md'), 'Settings'), /^\| `([A-Z_]+)`/gm)).toEqual(read);
  });

  it('name every role', () => {
    const words = textOf('libs/risk-model/src/vocabulary/roles.ts');
    const lists = [...words.matchAll(/const (?:STAFF_)?ROLES = \[(.*?)\]/gs)];
    const roles = found(lists.map((list) => list[1]).join(), /'([A-Z_]+)'/g);
    expect(roles).toContain('AUDITOR');
    expect(found(section(textOf('README.md'), 'Roles'), /^\| `([A-Z_]+)`/gm)).toEqual(roles);
  });

  it('speak of commands that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const said = documents.flatMap((path) => found(textOf(path), /npm run ([a-z][\w-]*)/g));
    expect(said).toContain('demo');
    expect(said.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('link to files that there are', () => {
    const broken = documents.flatMap((path) =>
      found(textOf(path), /(?:\]\(|src(?:set)?=")(?!https?:|#)([^)#"]+)/g)
        .filter((link) => !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// A rule that sees nothing reports nothing, and lint then passes: so every border is tried here
// with one import that it must refuse.

const root = join(import.meta.dirname, '..', '..');
const walls = '@nx/enforce-module-boundaries';
const floors = 'import-x/no-restricted-paths';

interface Try {
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

function imports(file: string, what: string, rule = walls): Try {
  return { file, text: `import * as it from '${what}';\nexport const seen = it;\n`, rule };
}

/** Any file of a slice of the API, since an import that leads nowhere is not what is tried. */
function someFileOf(slice: string): string {
  const folder = join(root, 'apps/api/src', slice);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const file = names.find((name) => /^[\w.-]+(?<!\.spec|\.type)\.ts$/.test(name));
  return `../${slice}/${(file ?? 'missing.ts').replace(/\.ts$/, '.js')}`;
}

function climbs(from: string, to: string): Try {
  return imports(`apps/api/src/${from}/tried.ts`, someFileOf(to), floors);
}

const model = 'libs/risk-model/src/tried.ts';
const store = 'libs/store/src/tried.ts';
const charts = 'libs/charts/src/tried.ts';
const contract = 'libs/contract/src/tried.ts';
const api = 'apps/api/src/tried.ts';
const dashboard = 'apps/dashboard/src/app/tried.ts';

const forbidden: Record<string, Try> = {
  'the risk model importing a package': imports(model, 'typeorm'),
  'the risk model importing the store': imports(model, '@chaperone/store'),
  'the risk model importing a module of Node': imports(model, 'node:fs', 'no-restricted-imports'),
  'the risk model reading the environment': {
    file: model,
    text: 'export const seen = process.env;\n',
    rule: 'no-restricted-globals',
  },
  'the risk model looking at the clock': {
    file: model,
    text: 'export const seen = Date.now();\n',
    rule: 'no-restricted-syntax',
  },
  'the risk model making a date of now': {
    file: model,
    text: 'export const seen = new Date();\n',
    rule: 'no-restricted-syntax',
  },
  'the risk model throwing dice': {
    file: model,
    text: 'export const seen = Math.random();\n',
    rule: 'no-restricted-syntax',
  },
  'the store importing Nest': imports(store, '@nestjs/common'),
  'the store importing GraphQL': imports(store, 'graphql'),
  'the store importing the contract': imports(store, '@chaperone/contract'),
  'the charts importing the risk model': imports(charts, '@chaperone/risk-model'),
  'the charts importing the contract': imports(charts, '@chaperone/contract'),
  'the contract importing the store': imports(contract, '@chaperone/store'),
  'the contract importing Angular': imports(contract, '@angular/core'),
  'the API importing the charts': imports(api, '@chaperone/charts'),
  'the API importing the contract': imports(api, '@chaperone/contract'),
  'the API importing Angular': imports(api, '@angular/core'),
  'the API reading the environment outside config.ts': {
    file: api,
    text: 'export const seen = process.env;\n',
    rule: 'no-restricted-syntax',
  },
  'the dashboard importing the store': imports(dashboard, '@chaperone/store'),
  'the dashboard importing TypeORM': imports(dashboard, 'typeorm'),
  'the dashboard importing Nest': imports(dashboard, '@nestjs/common'),
  'the browser stories importing the store': imports('apps/e2e/src/tried.ts', '@chaperone/store'),
  'the tools importing a library': imports('tools/tried.ts', '@chaperone/store'),
  'the tools importing Nest': imports('tools/tried.ts', '@nestjs/common'),
  'a package that package.json does not name': imports(api, 'body-parser'),
  'scoring importing a slice': climbs('scoring', 'vendors'),
  'the graph’s habits importing a slice': climbs('graphql', 'breaches'),
  'imports knowing a slice': climbs('imports', 'breaches'),
  'vendors importing a floor above': climbs('vendors', 'agreements'),
  'a slice importing its neighbour': climbs('breaches', 'questionnaires'),
  'a slice importing more of vendors than its type': climbs('agreements', 'vendors'),
  'an import that leads nowhere': imports(api, './nowhere.js', 'import-x/no-unresolved'),
  'a circle of imports': imports('libs/risk-model/src/score.ts', './index.js', 'import-x/no-cycle'),
  'a function with five parameters': {
    file: api,
    text: 'export function f(a: 1, b: 1, c: 1, d: 1, e: 1) {\n  return [a, b, c, d, e];\n}\n',
    rule: 'no-restricted-syntax',
  },
  'the type any': {
    file: api,
    text: 'export const seen: any = 1;\n',
    rule: '@typescript-eslint/no-explicit-any',
  },
  'a skipped case': {
    file: 'apps/api/src/tried.spec.ts',
    text: "import { it } from '@jest/globals';\nit.skip('is left out', () => undefined);\n",
    rule: 'no-restricted-syntax',
  },
  'a static style in a template': {
    file: 'apps/dashboard/src/app/tried.html',
    text: '<p style="color: red">red</p>\n',
    rule: 'no-restricted-syntax',
  },
  'a bound style attribute in a template': {
    file: 'apps/dashboard/src/app/tried.html',
    text: '<p [attr.style]="colour">red</p>\n',
    rule: 'no-restricted-syntax',
  },
  'a static style in an inline template': {
    file: dashboard,
    text: "import { Component } from '@angular/core';\n@Component({ selector: 'x-y', template: `<p style=\"color: red\"></p>` })\nexport class XY {}\n",
    rule: 'no-restricted-syntax',
  },
  'a type of the graph without a description': {
    file: 'libs/contract/schema.graphql',
    text: 'type Query {\n  """All."""\n  vendors: Tally\n}\ntype Tally {\n  """Sum."""\n  count: Int\n}\n',
    rule: '@graphql-eslint/require-description',
  },
  'a field of the graph without a description': {
    file: 'libs/contract/schema.graphql',
    text: 'type Query {\n  vendors: Int\n}\n',
    rule: '@graphql-eslint/require-description',
  },
};

const allowed: Record<string, Try> = {
  'specs of the risk model may use fast-check': imports(
    'libs/risk-model/src/tried.spec.ts',
    'fast-check',
  ),
  'specs of the API may use the contract': imports(
    'apps/api/src/tried.spec.ts',
    '@chaperone/contract',
  ),
  'the store may use the risk model': imports(store, '@chaperone/risk-model'),
  'the dashboard may use the contract': imports(dashboard, '@chaperone/contract'),
  'a slice may use the vendor type': imports(
    'apps/api/src/breaches/tried.ts',
    '../vendors/vendor.type.js',
    floors,
  ),
  'style bindings may stay': {
    file: 'apps/dashboard/src/app/tried.html',
    text: '<p [style.color]="colour">red</p>\n',
    rule: 'no-restricted-syntax',
  },
};

describe('lint', () => {
  const tries = [...Object.values(forbidden), ...Object.values(allowed)];
  const complaints = new Map<Try, readonly string[]>();

  beforeAll(() => {
    const options = { cwd: root, maxBuffer: 20_000_000 };
    const env = { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false', NODE_NO_WARNINGS: '1' };
    execFileSync(join(root, 'node_modules/.bin/nx'), ['show', 'projects'], { ...options, env });
    const answer = execFileSync(process.execPath, ['tools/lint/try-texts.ts'], {
      ...options,
      env,
      input: JSON.stringify(tries),
    });
    const answers = JSON.parse(String(answer)) as string[][];
    tries.forEach((each, index) => complaints.set(each, answers[index]!));
  }, 180_000);

  it.each(Object.entries(forbidden))('reports %s', (_, each) => {
    expect(complaints.get(each)).toContain(each.rule);
  });

  it.each(Object.entries(allowed))('accepts that %s', (_, each) => {
    expect(complaints.get(each)).not.toContain(each.rule);
  });
});

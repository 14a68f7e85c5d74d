// The two applications may not import each other. Where both need a list, it stands in each, and here
// is seen that it is the same one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from '../support/root.ts';

/** The words of a list in a source file, sorted. */
function listOf(path: string, name: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const [, words] = new RegExp(`const ${name}[^=]*= \\[(.*?)\\]`, 's').exec(text) ?? [];
  return [...(words ?? '').matchAll(/^ *'([^']+)',$/gm)].map(([, word]) => word ?? '').sort();
}

describe('lists that stand in both applications', () => {
  it('name the same reasons for which single sign-on lets nobody in', () => {
    const server = listOf('apps/api/src/identity/sso/sso-refusal.ts', 'SSO_REFUSALS');
    expect(server).toContain('LINK_FIRST');
    const page = listOf('apps/dashboard/src/app/sign-in/sign-in-page.ts', 'SSO_REFUSALS');
    expect(page).toEqual(server);
  });

  it('offer no scope that the server gives to no token', () => {
    const server = listOf('apps/api/src/graphql/access/capabilities.ts', 'NEVER_BY_TOKEN');
    expect(server).toContain('people:write');
    const form = listOf('apps/dashboard/src/app/settings/tokens/token-form.ts', 'NEVER_BY_TOKEN');
    // whoever fills in that form is no vendor's respondent, and is offered only what they hold
    expect(form).toEqual(server.filter((scope) => !scope.startsWith('portal:')));
  });
});

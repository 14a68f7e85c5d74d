import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROLES, STAFF_ROLES } from '@chaperone/risk-model';
import { buildSchema as buildText } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { AppModule, ROOMS } from './app.module.js';
import { buildSchema, resolversOf } from './emit-schema.js';
import { FIELD_TABLE } from './graphql/access/field-table.js';
import { policyText } from './graphql/access/policy-text.js';
import { assertNoGaps, policyGaps } from './graphql/access/policy-gaps.js';
import { CAPABILITIES, SCOPES, type Capability } from './graphql/access/capabilities.js';
import { ROLE_TABLE } from './graphql/access/roles.js';
import { CAN, PARTIAL, PUBLIC } from './graphql/access.js';
import { HttpModule } from './http/http.module.js';

interface Root {
  readonly name: string;
  readonly can: readonly Capability[] | undefined;
  readonly open: boolean;
  /** For a sign-in on its way, which has no capability yet. */
  readonly partial: boolean;
}

function methodsOf(
  type: { name: string; prototype: object },
  marks: (method: object) => boolean,
): Root[] {
  return Object.getOwnPropertyNames(type.prototype)
    .map((name) => [name, (type.prototype as Record<string, unknown>)[name]] as const)
    .filter((pair): pair is readonly [string, object] => typeof pair[1] === 'function')
    .filter(([name, method]) => name !== 'constructor' && marks(method))
    .map(([name, method]) => ({
      name: `${type.name}.${name}`,
      can: Reflect.getMetadata(CAN, method) as readonly Capability[] | undefined,
      open: Reflect.getMetadata(PUBLIC, method) === true,
      partial: Reflect.hasMetadata(PARTIAL, method),
    }));
}

function rootFields(): Root[] {
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  return resolversOf(ROOMS).flatMap((type) =>
    methodsOf(type, (method) =>
      roots.has(String(Reflect.getMetadata('graphql:resolver_type', method))),
    ),
  );
}

/** Controllers of every module, however the rooms are put together. */
function routes(): Root[] {
  const seen = new Set<unknown>();
  const found: Root[] = [];
  const visit = (module: unknown): void => {
    if (typeof module !== 'function' || seen.has(module)) return;
    seen.add(module);
    const list = (key: string) => (Reflect.getMetadata(key, module) as unknown[] | undefined) ?? [];
    for (const controller of list('controllers') as { name: string; prototype: object }[])
      found.push(...methodsOf(controller, (method) => Reflect.hasMetadata('path', method)));
    list('imports').forEach(visit);
  };
  [AppModule, HttpModule, ...ROOMS].forEach(visit);
  return found;
}

describe('access', () => {
  it.each([
    ['root field', rootFields()],
    ['route', routes()],
  ])('every %s says who may call it, once', (_what, roots) => {
    expect(roots.length).toBeGreaterThan(2);
    expect(
      roots
        .filter(({ can, open, partial }) => (can === undefined && !partial) === !open)
        .map((r) => r.name),
    ).toEqual([]);
  });

  it('every field of the graph has a policy, and one without keeps the server from starting', async () => {
    const schema = await buildSchema();
    expect(policyGaps(schema)).toEqual([]);
    const without: Record<string, (typeof FIELD_TABLE)[string]> = { ...FIELD_TABLE };
    delete without['Vendor'];
    expect(policyGaps(schema, without)).toEqual([
      'Vendor: add a line to apps/api/src/graphql/access/field-table.ts',
    ]);
    const bare = buildText('type Query { secrets: [Secret!]! } type Secret { text: String! }');
    expect(() => assertNoGaps(bare)).toThrow(/Query.secrets.*Secret: add a line/s);
  });

  it('what a sign-in on its way may call is this and no more', () => {
    const partial = rootFields().filter((root) => root.partial);
    expect(partial.map(({ name }) => name).sort()).toEqual([
      'FactorsResolver.confirmTotp',
      'FactorsResolver.passkeyRegistration',
      'FactorsResolver.registerPasskey',
      'FactorsResolver.startTotp',
      'SecondStepResolver.passkeyRequest',
      'SecondStepResolver.verifyPasskey',
      'SecondStepResolver.verifyRecoveryCode',
      'SecondStepResolver.verifyTotp',
    ]);
  });

  it('docs/access.md says what the policy says (CHAPERONE_UPDATE_DOCS=1 writes it)', async () => {
    const file = join(import.meta.dirname, '../../../docs/access.md');
    const style = { ...(await resolveConfig(file)), parser: 'markdown' };
    const text = await format(policyText(await buildSchema()), style);
    if (process.env['CHAPERONE_UPDATE_DOCS'] === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8').split('\n')).toEqual(text.split('\n'));
  });

  it('what is open to everybody is this and no more', () => {
    const open = [...rootFields(), ...routes()]
      .filter((root) => root.open)
      .map((root) => root.name);
    expect(open.sort()).toEqual([
      'HealthController.live',
      'HealthController.ready',
      'IdentityResolver.acceptInvitation',
      'IdentityResolver.enrolAnew',
      'IdentityResolver.lookAtLink',
      'IdentityResolver.redeemLink',
      'IdentityResolver.resetPassword',
      'IdentityResolver.setUp',
      'IdentityResolver.signIn',
      'IdentityResolver.signInState',
      'IdentityResolver.signOut',
      'IdentityResolver.viewer',
      'SecondStepResolver.passkeySignInRequest',
      'SecondStepResolver.signInWithPasskey',
      'SsoController.callback',
      'SsoController.start',
      'SsoResolver.ssoProviders',
    ]);
  });

  const holders = (capability: Capability) =>
    ROLES.filter((role) => ROLE_TABLE[role].includes(capability));

  it('auditors and executives change nothing but their own account', () => {
    for (const role of ['AUDITOR', 'EXECUTIVE'] as const)
      expect(
        ROLE_TABLE[role].filter((capability) => !/:read$|^account:|^graph:any$/.test(capability)),
      ).toEqual([]);
    const reads = CAPABILITIES.filter((capability) => /^(?!portal:).*:read$/.test(capability));
    expect(ROLE_TABLE.AUDITOR).toEqual(expect.arrayContaining([...reads]));
  });

  it('only an administrator runs the installation, and procurement may ask but not decide', () => {
    const running = ['people:write', 'tokens:write', 'keys:write', 'sso:write'] as const;
    for (const capability of [...running, 'reviews:write'] as const)
      expect(holders(capability)).toEqual(['ADMIN']);
    expect(holders('services:decide')).toEqual(['ADMIN', 'COMPLIANCE']);
    expect(holders('vendors:write')).toEqual(['ADMIN', 'COMPLIANCE']);
    expect(holders('vendors:request')).toEqual(['ADMIN', 'COMPLIANCE', 'PROCUREMENT']);
  });

  it('a respondent holds nothing of the staff, and the staff nothing of a respondent', () => {
    expect(ROLE_TABLE.RESPONDENT).toEqual(['portal:read', 'portal:write']);
    for (const role of STAFF_ROLES)
      expect(ROLE_TABLE[role].some((capability) => capability.startsWith('portal:'))).toBe(false);
  });

  it('no token can be made for what belongs to a person at a browser', () => {
    for (const scope of SCOPES)
      expect(scope).not.toMatch(/^(account|portal|tokens:w|keys:w|sso:w)/);
  });
});

import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@chaperone/risk-model';
import { AppModule, ROOMS } from './app.module.js';
import { resolversOf } from './emit-schema.js';
import { ACCESS, ROOMS as NAMES, type Capability } from './graphql/access-table.js';
import { CAN, PUBLIC } from './graphql/access.js';
import { HttpModule } from './http/http.module.js';

interface Root {
  readonly name: string;
  readonly can: Capability | undefined;
  readonly open: boolean;
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
      can: Reflect.getMetadata(CAN, method) as Capability | undefined,
      open: Reflect.getMetadata(PUBLIC, method) === true,
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
      roots.filter(({ can, open }) => (can === undefined) === !open).map((r) => r.name),
    ).toEqual([]);
  });

  it('what is open to everybody is this and no more', () => {
    const open = [...rootFields(), ...routes()]
      .filter((root) => root.open)
      .map((root) => root.name);
    expect(open.sort()).toEqual([
      'HealthController.live',
      'HealthController.ready',
      'IdentityResolver.redeemLink',
      'IdentityResolver.setUp',
      'IdentityResolver.signIn',
      'IdentityResolver.signOut',
      'IdentityResolver.viewer',
    ]);
  });

  it('every role reads every room, and those who only read can nothing else', () => {
    const reads = NAMES.map((room) => `${room}:read`).sort();
    for (const role of ROLES) expect([...ACCESS[role]]).toEqual(expect.arrayContaining(reads));
    expect([...ACCESS.AUDITOR].sort()).toEqual(reads);
    expect([...ACCESS.EXECUTIVE].sort()).toEqual(reads);
  });

  it('only an administrator changes people, and procurement may ask but not decide', () => {
    const holders = (capability: Capability) =>
      ROLES.filter((role) => ACCESS[role].has(capability));
    expect(holders('people:write')).toEqual(['ADMIN']);
    expect(holders('services:decide')).toEqual(['ADMIN', 'COMPLIANCE']);
    expect(holders('vendors:write')).toEqual(['ADMIN', 'COMPLIANCE']);
    expect(holders('vendors:request')).toEqual(['ADMIN', 'COMPLIANCE', 'PROCUREMENT']);
  });
});

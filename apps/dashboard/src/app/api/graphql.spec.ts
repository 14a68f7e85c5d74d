import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Operation } from '@chaperone/contract';
import type { Failure } from './failure.js';
import { gateInterceptor } from './gate.interceptor.js';
import { Graphql, graphqlResource, GRAPHQL_URL } from './graphql.js';
import { Hurdles } from './hurdles.js';
import { Session } from './session.js';

const ECHO: Operation<{ echo: number }, { n: number }> = {
  __meta__: { hash: 'sha256:echo' },
};
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let server: HttpTestingController;

beforeEach(() => {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([gateInterceptor])),
      provideHttpClientTesting(),
      provideRouter([
        { path: 'vendors', children: [] },
        { path: 'sign-in', children: [] },
      ]),
    ],
  });
  server = TestBed.inject(HttpTestingController);
});

async function refused(reply: object, status = 200): Promise<Failure> {
  const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 1 });
  server.expectOne(GRAPHQL_URL).flush(reply, { status, statusText: 'x' });
  return sent.then(
    () => Promise.reject(new Error('not refused')),
    (error: Failure) => error,
  );
}

describe('a request to the graph', () => {
  it('gives the data of a good reply', async () => {
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 7 });
    const request = server.expectOne(GRAPHQL_URL);
    expect(request.request.body).toEqual({ documentId: 'sha256:echo', variables: { n: 7 } });
    request.flush({ data: { echo: 7 } });
    await expect(sent).resolves.toEqual({ echo: 7 });
  });

  it("rejects with the server's code, sentence and field", async () => {
    const failure = await refused({
      errors: [{ message: 'Too long.', extensions: { code: 'INVALID', field: 'name' } }],
    });
    expect(failure).toMatchObject({ code: 'INVALID', message: 'Too long.', field: 'name' });
  });

  it("reads Apollo's own codes and codes it does not know", async () => {
    const extensions = { code: 'BAD_USER_INPUT' };
    expect(await refused({ errors: [{ message: '', extensions }] }, 400)).toMatchObject({
      code: 'INVALID',
    });
    expect(await refused({ errors: [{ message: '', extensions: { code: 'NEW' } }] })).toMatchObject(
      { code: 'INTERNAL' },
    );
  });

  it('says OFFLINE where no reply came and UNAVAILABLE where a proxy answered', async () => {
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 1 });
    server.expectOne(GRAPHQL_URL).error(new ProgressEvent('error'));
    await expect(sent).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(await refused({}, 503)).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('leads to the sign-in page, and back, when the session has ended', async () => {
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/vendors?tier=HIGH');
    await refused({ errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] });
    await tick();
    expect(router.parseUrl(router.url).queryParams).toEqual({
      return: '/vendors?tier=HIGH',
      ended: 'true',
    });
  });
});

const refusal = (code: string): object => ({ errors: [{ message: '', extensions: { code } }] });

/** A session of this person, known to the page. */
async function signedInAs(id: string): Promise<void> {
  const loading = TestBed.inject(Session).load();
  server.expectOne(GRAPHQL_URL).flush({ data: { viewer: { person: { id }, can: [] } } });
  await loading;
}

describe('a change that meets a hurdle', () => {
  it('waits for the second factor and is sent again as it was', async () => {
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 7 });
    server.expectOne(GRAPHQL_URL).flush(refusal('STEP_UP_NEEDED'));
    await tick();
    const { stepUp } = TestBed.inject(Hurdles);
    expect(stepUp.up()).toBe(true);
    server.expectNone(GRAPHQL_URL);
    stepUp.settle(true);
    await tick();
    const again = server.expectOne(GRAPHQL_URL);
    expect(again.request.body).toMatchObject({ variables: { n: 7 } });
    again.flush({ data: { echo: 7 } });
    await expect(sent).resolves.toEqual({ echo: 7 });
    expect(stepUp.up()).toBe(false);
  });

  it('is given up where no factor is shown, with the refusal that it met', async () => {
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 7 });
    server.expectOne(GRAPHQL_URL).flush(refusal('STEP_UP_NEEDED'));
    await tick();
    TestBed.inject(Hurdles).stepUp.settle(false);
    await expect(sent).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
  });

  it('asks once for all that wait', async () => {
    const graphql = TestBed.inject(Graphql);
    const both = [graphql.mutate(ECHO, { n: 1 }), graphql.mutate(ECHO, { n: 2 })];
    for (const request of server.match(GRAPHQL_URL)) request.flush(refusal('STEP_UP_NEEDED'));
    await tick();
    TestBed.inject(Hurdles).stepUp.settle(true);
    await tick();
    for (const request of server.match(GRAPHQL_URL)) request.flush({ data: { echo: 0 } });
    await expect(Promise.all(both)).resolves.toHaveLength(2);
  });

  it('stays on its page when the session ends, and goes on when the same person is back', async () => {
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/vendors');
    await signedInAs('ada');
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 7 });
    server.expectOne(GRAPHQL_URL).flush(refusal('UNAUTHENTICATED'));
    await tick();
    expect(router.url).toBe('/vendors');
    expect(TestBed.inject(Hurdles).signIn.up()).toBe(true);

    const resumed = TestBed.inject(Session).resume();
    server.expectOne(GRAPHQL_URL).flush({ data: { viewer: { person: { id: 'ada' }, can: [] } } });
    await expect(resumed).resolves.toBe(true);
    await tick();
    server.expectOne(GRAPHQL_URL).flush({ data: { echo: 7 } });
    await expect(sent).resolves.toEqual({ echo: 7 });
  });

  it('does not go on as somebody else', async () => {
    await TestBed.inject(Router).navigateByUrl('/vendors');
    await signedInAs('ada');
    const sent = TestBed.inject(Graphql).mutate(ECHO, { n: 7 });
    server.expectOne(GRAPHQL_URL).flush(refusal('UNAUTHENTICATED'));
    await tick();
    const session = TestBed.inject(Session);
    const resumed = session.resume();
    server.expectOne(GRAPHQL_URL).flush({ data: { viewer: { person: { id: 'eve' }, can: [] } } });
    await expect(resumed).resolves.toBe(false);
    server.expectNone(GRAPHQL_URL);
    await session.leave();
    await expect(sent).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is no hurdle for a step of a sign-in', async () => {
    await TestBed.inject(Router).navigateByUrl('/vendors');
    await signedInAs('ada');
    const sent = TestBed.inject(Graphql).knock(ECHO, { n: 7 });
    server.expectOne(GRAPHQL_URL).flush(refusal('UNAUTHENTICATED'));
    await expect(sent).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(TestBed.inject(Hurdles).signIn.up()).toBe(false);
  });
});

describe('a read that follows its variables', () => {
  it('keeps the last reply while the next one loads, and shows a failure beside it', async () => {
    const n = signal(1);
    const read = TestBed.runInInjectionContext(() => graphqlResource(ECHO, () => ({ n: n() })));
    TestBed.tick();
    server.expectOne(GRAPHQL_URL).flush({ data: { echo: 1 } });
    await tick();
    expect(read.value()).toEqual({ echo: 1 });
    n.set(2);
    TestBed.tick();
    expect(read.loading()).toBe(true);
    expect(read.value()).toEqual({ echo: 1 });
    server.expectOne(GRAPHQL_URL).flush({
      errors: [{ message: 'Wait.', extensions: { code: 'BUSY' } }],
    });
    await tick();
    expect(read.failure()).toMatchObject({ code: 'BUSY', message: 'Wait.' });
    expect(read.value()).toEqual({ echo: 1 });
  });
});

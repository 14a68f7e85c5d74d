import { HttpResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { asFailure, failureOf, type Reply } from './failure.js';
import { ON_THE_WAY_IN } from './graphql.js';
import { Presence } from './presence.js';
import { Session } from './session.js';

/** Watches every reply for UNAUTHENTICATED, so that no page has to, and notes that one has come. */
export const gateInterceptor: HttpInterceptorFn = (request, next) => {
  if (request.context.get(ON_THE_WAY_IN)) return next(request);
  const injector = inject(Injector);
  const presence = inject(Presence);
  // The session itself uses HttpClient: it is looked up late, when there is something to tell it.
  const end = () => void injector.get(Session).end();
  return next(request).pipe(
    tap({
      next: (event) => {
        if (!(event instanceof HttpResponse)) return;
        if (failureOf(event.body as Reply | null)?.code === 'UNAUTHENTICATED') end();
        else presence.noteReply();
      },
      error: (error: unknown) => {
        if (asFailure(error).code === 'UNAUTHENTICATED') end();
      },
    }),
  );
};

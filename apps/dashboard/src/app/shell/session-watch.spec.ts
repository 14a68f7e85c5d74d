import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { gateInterceptor } from '../api/gate.interceptor.js';
import { GRAPHQL_URL } from '../api/graphql.js';
import { Hurdles, Session } from '../api/index.js';
import { englishWords } from '../../testing/words.js';
import { SessionWatch } from './session-watch.js';

const MINUTE = 60_000;
const viewer = {
  person: { id: 'ada', name: 'Ada' },
  can: [],
  idleMinutes: 15,
  expiresAt: new Date(Date.UTC(2027, 2, 1, 20)).toISOString(),
  organisation: { timeZone: 'UTC' },
};
let server: HttpTestingController;
let watch: ComponentFixture<SessionWatch>;

beforeEach(async () => {
  jest.useFakeTimers({ now: Date.UTC(2027, 2, 1, 12) });
  // jsdom has no modal dialogs
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([gateInterceptor])),
      provideHttpClientTesting(),
      provideRouter([{ path: 'vendors', children: [] }]),
      ...englishWords(),
    ],
  });
  server = TestBed.inject(HttpTestingController);
  await TestBed.inject(Router).navigateByUrl('/vendors');
  const loading = TestBed.inject(Session).load();
  answer();
  await loading;
  watch = TestBed.createComponent(SessionWatch);
  watch.detectChanges();
});

afterEach(() => {
  watch.destroy();
  jest.useRealTimers();
});

function answer(): void {
  server.expectOne(GRAPHQL_URL).flush({ data: { viewer } });
}

async function pass(minutes: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(minutes * MINUTE);
  watch.detectChanges();
}

const shown = (): string => (watch.nativeElement as HTMLElement).textContent.trim();

function press(label: string): void {
  const buttons = (watch.nativeElement as HTMLElement).querySelectorAll('button');
  [...buttons].find((button) => button.textContent.includes(label))?.click();
}

describe('the watch over the session', () => {
  it('says nothing while the server answers, warns before the idle end, and lets one stay', async () => {
    await pass(11);
    expect(shown()).toBe('');
    await pass(1.1);
    expect(shown()).toContain('Are you still there?');
    expect(shown()).toContain('2 minutes left');
    press('Stay signed in');
    answer();
    await pass(0.1);
    expect(shown()).toBe('');
    expect(TestBed.inject(Hurdles).signIn.up()).toBe(false);
  });

  it('asks for a new sign-in over the page when nobody stays', async () => {
    await pass(14.1);
    expect(TestBed.inject(Hurdles).signIn.up()).toBe(true);
    expect(TestBed.inject(Router).url).toBe('/vendors');
    expect(shown()).toBe('');
  });

  it('keeps the session of whoever types, though no page asks the server', async () => {
    await pass(5);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    answer();
    await pass(11);
    expect(shown()).toBe('');
  });

  it('finds that the server has ended the session in the meantime', async () => {
    await pass(5);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    server.expectOne(GRAPHQL_URL).flush({ data: { viewer: null } });
    await pass(0.1);
    expect(TestBed.inject(Hurdles).signIn.up()).toBe(true);
    expect(TestBed.inject(Session).viewer()?.person?.name).toBe('Ada');
  });
});

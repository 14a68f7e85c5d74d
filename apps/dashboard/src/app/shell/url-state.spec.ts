import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { choices, maybe, order, text, urlState, whole } from './url-state.js';

@Component({ template: '' })
class Page {
  readonly view = urlState({
    q: text(),
    tier: choices(['LOW', 'HIGH', 'CRITICAL']),
    assessed: maybe(),
    sort: order(['NAME', 'RANK'], { field: 'RANK', direction: 'DESC' }),
    page: whole(1),
  });
}

async function open(url: string): Promise<{ page: Page; url: () => string }> {
  TestBed.configureTestingModule({ providers: [provideRouter([{ path: '', component: Page }])] });
  const harness = await RouterTestingHarness.create();
  const page = await harness.navigateByUrl(url, Page);
  return { page, url: () => TestBed.inject(Router).url };
}

describe('view state in the URL', () => {
  it('reads what a pasted link says', async () => {
    const { page } = await open('/?q=acme&tier=CRITICAL,LOW&assessed=no&sort=NAME&page=3');
    expect(page.view.q()).toBe('acme');
    expect(page.view.tier()).toEqual(['LOW', 'CRITICAL']);
    expect(page.view.assessed()).toBe(false);
    expect(page.view.sort()).toEqual({ field: 'NAME', direction: 'ASC' });
    expect(page.view.page()).toBe(3);
  });

  it('falls back on values that it does not know', async () => {
    const { page } = await open('/?tier=PURPLE&assessed=perhaps&sort=-COLOUR&page=-1');
    expect(page.view.tier()).toEqual([]);
    expect(page.view.assessed()).toBeUndefined();
    expect(page.view.sort()).toEqual({ field: 'RANK', direction: 'DESC' });
    expect(page.view.page()).toBe(1);
  });

  it('leaves defaults out and keeps what is not named', async () => {
    const { page, url } = await open('/?q=acme&page=2');
    await page.view.set({ tier: ['HIGH'], page: 1 });
    expect(url()).toBe('/?q=acme&tier=HIGH');
  });

  it('loses nothing when two changes come at once', async () => {
    const { page, url } = await open('/');
    await Promise.all([page.view.set({ q: 'a' }), page.view.set({ assessed: true })]);
    expect(url()).toBe('/?q=a&assessed=yes');
  });

  it('resets what is named', async () => {
    const { page, url } = await open('/?q=acme&tier=HIGH&page=2');
    await page.view.reset('tier', 'page');
    expect(url()).toBe('/?q=acme');
  });
});

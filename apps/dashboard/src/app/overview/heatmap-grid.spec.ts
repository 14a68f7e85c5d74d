import { provideRouter } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { bandOfCell, type HeatmapLevel } from '@chaperone/risk-model';
import { englishWords } from '../../testing/words.js';
import { HeatmapGrid } from './heatmap-grid.js';
import { LEVELS, neighbour, type MapCell } from './map.js';

const cells = (filled: Record<string, number>): MapCell[] =>
  LEVELS.flatMap((impact) =>
    LEVELS.map((likelihood) => {
      const band = bandOfCell(likelihood as HeatmapLevel, impact as HeatmapLevel);
      const count = filled[`${likelihood}-${impact}`] ?? 0;
      return { likelihood, impact, count, band, ceilingCount: 0, byBand: [{ band, count }] };
    }),
  );

async function grid(filled: Record<string, number>): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [provideRouter([]), ...englishWords()] });
  const fixture = TestBed.createComponent(HeatmapGrid);
  fixture.componentRef.setInput('cells', cells(filled));
  fixture.componentRef.setInput('map', 'EFFECTIVE');
  document.body.append(fixture.nativeElement as HTMLElement);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

const press = (key: string): boolean =>
  (document.activeElement as HTMLElement).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
const at = (): string | undefined => (document.activeElement as HTMLElement).dataset['cell'];

describe('the map by keyboard', () => {
  it('has one tab stop, on the worst cell that holds a vendor', async () => {
    const host = await grid({ '2-2': 5, '4-5': 1 });
    const stops = host.querySelectorAll('a[tabindex="0"]');
    expect([...stops].map((stop) => (stop as HTMLElement).dataset['cell'])).toEqual(['4-5']);
  });

  it('moves with the arrows and holds at the edge', async () => {
    const host = await grid({ '4-5': 1 });
    host.querySelector<HTMLElement>('[data-cell="4-5"]')?.focus();
    press('ArrowUp');
    expect(at()).toBe('4-5');
    press('ArrowRight');
    press('ArrowDown');
    expect(at()).toBe('5-4');
    press('Home');
    expect(at()).toBe('1-4');
  });

  it('leaves other keys to the browser', () => {
    expect(neighbour('Enter', { likelihood: 1, impact: 1 })).toBeUndefined();
  });

  it('links each cell to the vendors in it and says in words what it holds', async () => {
    const host = await grid({ '4-5': 2 });
    const cell = host.querySelector('[data-cell="4-5"]');
    expect(cell?.getAttribute('href')).toBe('/vendors?cell=EFFECTIVE-4-5');
    expect(cell?.getAttribute('aria-label')).toBe(
      '2 vendors at likelihood 4 of 5, impact 5 of 5, Critical',
    );
  });
});

import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { configure } from './draw.js';
import { SeriesChart } from './series-chart.js';

const SERIES = [
  { label: 'High', color: '--high', values: [3, 4] },
  { label: 'Not assessed', color: '--none', hatched: true, values: [9, 7] },
];

describe('a chart', () => {
  it('is a table where nothing can be drawn', async () => {
    const fixture = TestBed.createComponent(SeriesChart);
    fixture.componentRef.setInput('labels', ['May', 'June']);
    fixture.componentRef.setInput('series', SERIES);
    fixture.componentRef.setInput('caption', 'By band');
    fixture.componentRef.setInput('summary', 'Four high in June.');
    fixture.componentRef.setInput('words', { asTable: 'Table', asChart: 'Chart', over: 'Month' });
    await fixture.whenStable();
    const host = fixture.nativeElement as HTMLElement;
    expect(host.querySelector('canvas')).toBeNull();
    expect(host.querySelector('figcaption')?.textContent).toContain('By band');
    const rows = [...host.querySelectorAll('tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()),
    );
    expect(rows).toEqual([
      ['Month', 'High', 'Not assessed'],
      ['May', '3', '9'],
      ['June', '4', '7'],
    ]);
  });

  it('sets values where they belong in time, and leaves a gap where one is not known', () => {
    window.matchMedia = () => ({ matches: true }) as MediaQueryList;
    const series = [{ label: 'Score', color: '--high', values: [3, null, 4], dashed: true }];
    const picture = {
      kind: 'LINE',
      labels: ['May', 'June', 'March'],
      series,
      stacked: false,
      at: [0, 30, 300],
      tick: (at: number) => `day ${at}`,
    } as const;
    const { data, options } = configure(picture, (name) => name);
    expect(data.datasets[0]).toMatchObject({
      borderDash: [6, 4],
      data: [
        { x: 0, y: 3 },
        { x: 30, y: Number.NaN },
        { x: 300, y: 4 },
      ],
    });
    expect(options?.scales?.['x']).toMatchObject({ type: 'linear', min: 0, max: 300 });
  });

  it('asks for every colour by its variable and stands still where motion is unwanted', () => {
    window.matchMedia = () => ({ matches: true }) as MediaQueryList;
    const asked: string[] = [];
    const picture = { kind: 'AREA', labels: ['May'], series: [SERIES[0]!], stacked: true } as const;
    const { data, options } = configure(picture, (name) => {
      asked.push(name);
      return `resolved ${name}`;
    });
    expect(data.datasets[0]).toMatchObject({ backgroundColor: 'resolved --high', data: [3, 4] });
    expect(asked).toEqual(expect.arrayContaining(['--high', '--ink-2', '--line']));
    expect(options?.animation).toBe(false);
  });
});

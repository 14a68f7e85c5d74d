/**
 * Charts for any page: chart.js behind signal components, each in a figure with a table twin.
 * In: named series, the colours' CSS variables and the words to show. Out: a picture that screen
 * readers, paper and keyboards get as a table. It must know no vendor and no sentence.
 */
export { SeriesChart } from './series-chart.js';
export type { ChartSeries, ChartWords } from './series.js';

/** Colours as chart.js needs them: resolved, from CSS variables that may depend on the theme. */

/** Resolves a CSS variable to a colour that a canvas understands. */
export type Resolve = (variable: string) => string;

/**
 * Reads through a probe element's own `color`: the variable's text may be `light-dark(…)`, which
 * only a real property resolves.
 */
export function resolverOf(probe: HTMLElement): Resolve {
  return (variable) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
}

// Twice the stripe's width, so that the tile repeats without a seam.
const TILE = 8;

/** Stripes of this colour on nothing; the plain colour where no pattern can be made. */
export function hatch(color: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = TILE;
  const pen = tile.getContext('2d');
  if (!pen) return color;
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  for (const shift of [-TILE, 0, TILE]) {
    pen.moveTo(shift, TILE);
    pen.lineTo(shift + TILE, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat') ?? color;
}

/** Calls back whenever the colours may have changed; gives the way to stop. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const device = matchMedia('(prefers-color-scheme: dark)');
  device.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    device.removeEventListener('change', changed);
  };
}

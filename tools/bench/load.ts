// Asks one contender for a while over many connections and says how it did. A reply that is no 200,
// or that speaks of errors in its first bytes, ends the bench: errors are fast.
import { Wire } from './wire.ts';

/** How a contender did. */
export interface Measure {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
}

const OK = Buffer.from('HTTP/1.1 200');
const ERRORS = '"errors":';

function check(reply: Buffer): void {
  if (reply.subarray(0, OK.length).equals(OK)) {
    const at = reply.indexOf('\r\n\r\n');
    if (!reply.toString('latin1', at + 4, at + 40).includes(ERRORS)) return;
  }
  throw new Error(`not an answer: ${reply.toString('utf8', 0, 2_000)}`);
}

function percentile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** Asks ready-made requests in turn on so many connections for so many milliseconds. */
export async function load(
  port: number,
  requests: readonly Buffer[],
  { connections, milliseconds }: { connections: number; milliseconds: number },
): Promise<Measure> {
  const wires = await Promise.all(Array.from({ length: connections }, () => Wire.open(port)));
  const taken: number[] = [];
  let turn = 0;
  const began = performance.now();
  const until = began + milliseconds;
  const drive = async (wire: Wire): Promise<void> => {
    for (let since = performance.now(); since < until;) {
      const request = requests[turn++ % requests.length] as Buffer;
      check(await wire.send(request));
      const now = performance.now();
      taken.push(now - since);
      since = now;
    }
  };
  try {
    await Promise.all(wires.map(drive));
  } finally {
    for (const wire of wires) wire.close();
  }
  const seconds = (performance.now() - began) / 1000;
  const sorted = Float64Array.from(taken).sort();
  return {
    rate: taken.length / seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    requests: taken.length,
  };
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

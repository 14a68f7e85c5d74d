/** The clear bytes of a file that is being checked, wherever they lie. */
export interface ClearFile {
  readonly size: number;
  /** Bytes from `start` to before `end`, by default all that follow. */
  read(start: number, end?: number): Promise<Buffer>;
  stream(start?: number, end?: number): AsyncIterable<Buffer>;
}

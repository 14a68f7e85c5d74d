/** What the server asks of the room that holds the sample organisation. */
export abstract class SampleLoader {
  /** Loads the sample organisation through the same services and imports as a user's data. */
  abstract load(): Promise<void>;
}

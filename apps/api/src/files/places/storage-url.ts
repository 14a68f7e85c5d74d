/** An S3-compatible store, as the settings name it. */
export interface S3Settings {
  readonly bucket: string;
  /** Put before every key; empty, or ending in a slash. */
  readonly prefix: string;
  /** Address of the service; the bucket is a part of the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

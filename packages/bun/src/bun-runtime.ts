/** A `Bun.file`, or a blob in memory. */
export interface MaybeFile extends Blob {
  readonly name?: string;
  /**
   * Returns the state of a file on disk, or `undefined` for a blob in memory.
   *
   * Each call reads the disk. `size` and `exists()` remember their first result.
   */
  stat?(): Promise<{ isFile?(): boolean; readonly size: number; readonly mtimeMs: number } | undefined>;
  /** Only S3 files have this method. */
  readonly presign?: unknown;
}

/** The part of the global `Bun` that this package uses. Bun's types may not be installed. */
interface BunRuntime {
  serve(options: object): unknown;
  file(path: string, options?: { readonly type: string }): MaybeFile;
  peek<T>(promise: Promise<T>): T | Promise<T>;
}

/** Undefined on other runtimes, where options can be wrapped but not served. */
export const bun: BunRuntime | undefined = (globalThis as { Bun?: BunRuntime }).Bun;

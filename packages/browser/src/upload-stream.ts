/** Whether a body is a stream, of this realm or of another one. */
export const isStream = (body: unknown): body is ReadableStream =>
  typeof body === "object" && body !== null && "getReader" in body;

/** A streamed body of the page on its way to the server. It can be cancelled although the server reads it. */
export class UploadStream {
  /** The stream that the server reads. */
  readonly stream: ReadableStream;
  readonly #reader: ReadableStreamDefaultReader;

  /** @throws {TypeError} If the stream is locked. */
  constructor(source: ReadableStream) {
    this.#reader = source.getReader();
    this.stream = new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await this.#reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => this.#reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }

  /** Tells the page's stream that no more of it is sent. See #abort-fetch. */
  cancel(reason: unknown): void {
    this.#reader.cancel(reason).catch(() => {});
  }
}

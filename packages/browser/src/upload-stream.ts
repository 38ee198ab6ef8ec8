/** Whether a body is a stream, from this realm or a different one. */
export const isStream = (body: unknown): body is ReadableStream =>
  typeof body === "object" && body !== null && "getReader" in body;

/** A streamed body from the page. It can be canceled while the server reads it. */
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

  /** Cancels the page's stream, because no more of it is sent. See #abort-fetch. */
  cancel(reason: unknown): void {
    this.#reader.cancel(reason).catch(() => {});
  }
}

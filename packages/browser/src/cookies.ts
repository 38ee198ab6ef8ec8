import type { Engine } from "./engines.ts";
import type { FetchRequest } from "./fetch-request.ts";
export interface CookieJar {
  readonly getCookies: (url: string, options?: object) => Promise<readonly { cookieString(): string }[]>;
}
export class CookieStore {
  readonly jar: CookieJar;
  constructor(jar: CookieJar, _engine: Engine, _origin: string) {
    this.jar = jar;
  }
  async header(_request: FetchRequest): Promise<string> {
    return "";
  }
  async store(_request: FetchRequest, _lines: readonly string[]): Promise<void> {}
}

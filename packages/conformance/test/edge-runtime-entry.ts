// The code that runs in the edge runtime, bundled into one script with the built core.
import { withCors } from "@fetch-cors/core";
import { cases, checkCase, conformanceApp } from "../src/index.ts";

const app = conformanceApp(withCors);

/** The differences of a case as one string, because any object from the runtime belongs to another realm. */
export async function check(id: string): Promise<string> {
  const testCase = cases.find((candidate) => candidate.id === id);
  return testCase ? (await checkCase(testCase, app)).join("\n") : "no such case";
}

/** Applies the policy to a response that was created outside of the runtime. */
export async function passOn(response: Response): Promise<string> {
  if (response instanceof Response) return "the response is of this realm";
  const answered = await withCors(() => response)(new Request("http://conformance.test"));
  return `${answered.headers.get("Access-Control-Allow-Origin")} ${await answered.text()}`;
}

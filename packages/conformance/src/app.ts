import type { ConformanceCase, PolicyArguments } from "./case.ts";
import { cases as allCases } from "./cases.ts";
import { type FetchHandler, handlerOf, responseOf } from "./handler.ts";
import { reportRuns } from "./handler-runs.ts";
import { PASSED_ON } from "./wire.ts";

/**
 * The `withCors` of an adapter or a function with the same signature: it takes the handler, then the policy and the
 * hooks if the case has them.
 */
export type WithCors = (handler: FetchHandler, ...policyAndHooks: never[]) => FetchHandler;

/** Which cases the app mounts, and where it fetches from. */
export interface AppOptions {
  /** Defaults to all cases. */
  readonly cases?: readonly ConformanceCase[];
  /**
   * Returns the base URL of this app, without a trailing slash. With it, `"fetched"` responses are really fetched.
   * Without it, their headers are made immutable by hand.
   */
  readonly upstream?: () => string;
}

/**
 * Mounts each case under its `id`, with a policy that is compiled once. The app ignores the path in front of the `id`.
 *
 * The query identifies a request, so that each response reports how often the handler ran for that request.
 */
export function conformanceApp(
  withCors: WithCors,
  { cases = allCases, upstream }: AppOptions = {},
): (request: Request) => Promise<Response> {
  const wrap = (handler: FetchHandler, args: PolicyArguments): FetchHandler =>
    (withCors as (handler: FetchHandler, ...policyAndHooks: unknown[]) => FetchHandler)(handler, ...argumentsOf(args));
  const runs = new Map<string, number>();
  const runsOf = (request: Request): number => runs.get(new URL(request.url).search) ?? 0;

  const mount = (testCase: ConformanceCase): FetchHandler => {
    const fetchUpstream = upstream && (() => fetch(`${upstream()}/upstream/${testCase.id}`, { redirect: "manual" }));
    const answer = handlerOf(testCase.handler, fetchUpstream);
    const handler: FetchHandler = (request) => {
      runs.set(new URL(request.url).search, runsOf(request) + 1);
      return answer(request);
    };
    return wrap(testCase.inner ? wrap(handler, testCase.inner) : handler, testCase);
  };
  const mounted = new Map(cases.map((testCase) => [testCase.id, { testCase, handler: mount(testCase) }]));

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const [id = "", parent] = pathname.split("/").reverse();
    const found = mounted.get(id);
    if (!found) return new Response(null, { status: 404 });
    if (parent === "upstream") return responseOf(found.testCase.handler ?? {});
    let response: Response;
    try {
      response = await found.handler(request);
    } catch {
      response = new Response(null, { status: PASSED_ON });
    }
    const reported = reportRuns(response, runsOf(request));
    runs.delete(search);
    return reported;
  };
}

/** Leaves out the arguments that the case does not have, because an explicit `undefined` policy is an error. */
function argumentsOf({ policy, hooks }: PolicyArguments): readonly unknown[] {
  if (policy === undefined) return [];
  return hooks === undefined ? [policy] : [policy, hooks];
}

import type { Engine } from "@fetch-cors/browser";
import { maySend, withPermission } from "../permission.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import type { FixTarget } from "./configuration.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { engineName, listOf, type Note } from "./note.ts";
import { differentPrograms } from "./notes/different-programs.ts";
import { localNetworkAccess } from "./notes/local-network-access.ts";
import { maxAge } from "./notes/max-age.ts";
import { probed } from "./notes/probed.ts";
import { setCookie } from "./notes/set-cookie.ts";
import { unreadableHeaders } from "./notes/unreadable-headers.ts";
import type { PageRequest } from "./page-request.ts";
import { probe } from "./probes.ts";
import { RecordedNetwork, type Send } from "./recorded-network.ts";
import { type CheckReport, createReport } from "./report.ts";

/** The request to check, and how. */
export interface Check {
  readonly request: PageRequest;
  /** The serialized origin of the page. */
  readonly origin: string;
  readonly engines: readonly Engine[];
  /** Whether methods that may change data are sent to remote hosts. */
  readonly send: boolean;
  /** Whether further requests are sent to find problems with caches and errors. */
  readonly probes: boolean;
  /** The server for which the fix is printed. */
  readonly target: FixTarget | undefined;
}

/** A note if the request succeeds only because browsers are more lenient than the standard. */
async function stricterStandard(
  check: Check,
  network: RecordedNetwork,
  evaluations: readonly Evaluation[],
): Promise<Note[]> {
  if (check.engines.includes("standard") || evaluations.some(({ verdict }) => verdict !== "shared")) return [];
  const standard = await evaluate({ ...check, engine: "standard" }, network);
  if (standard.verdict !== "blocked") return [];
  const names = listOf(evaluations.map(({ engine }) => engineName(engine)));
  const text = `The Fetch Standard blocks this request (${standard.code}); it succeeds only because of leniency in ${names}`;
  return [
    { code: "stricter-standard", level: "warning", text, ...(standard.fix !== undefined && { fix: standard.fix }) },
  ];
}

const sameOrigin = ({ request, origin }: Check): Note[] =>
  new URL(request.url).origin === origin
    ? [{ code: "same-origin", level: "info", text: "The URL has the page's own origin, so CORS does not apply" }]
    : [];

const notSent = (evaluations: readonly Evaluation[]): Note[] => {
  const message = evaluations.find(({ verdict }) => verdict === "preflight-allowed")?.message;
  return message === undefined
    ? []
    : [{ code: "not-sent", level: "info", text: `The preflight allows the request. ${message}` }];
};

/**
 * Sends the requests that a page would send, and evaluates the responses in each engine.
 *
 * @param send - Sends a request to a real server.
 * @throws {UnreachableError} If the server gives no response to the first request.
 */
export async function runCheck(check: Check, send: Send): Promise<CheckReport> {
  const { request, origin, engines } = check;
  const permitted = withPermission(send, check);
  const network = new RecordedNetwork(permitted);
  const evaluations: Evaluation[] = [];
  // One after the other, so that the other engines use the recordings of the first.
  for (const engine of engines) evaluations.push(await evaluate({ request, origin, engine }, network));
  const [first] = evaluations;
  const isUnreachable = first?.verdict === "unreachable" && first.exchanges.length === 1;
  if (isUnreachable) throw new UnreachableError(first.message);
  const isAnswered = first?.exchanges.some(({ answer }) => answer !== undefined);
  const probes =
    check.probes && isAnswered
      ? await probe(request, { origin, send: permitted, isUnsafeAllowed: maySend("POST", request.url, check) })
      : { otherOrigin: undefined, withoutOrigin: undefined, errors: [] };
  const shared = evaluations.find(({ verdict }) => verdict === "shared");
  const notes = [
    ...sameOrigin(check),
    ...notSent(evaluations),
    ...(await stricterStandard(check, network, evaluations)),
    ...(shared ? unreadableHeaders(shared) : []),
    ...(await setCookie(evaluations, origin)),
    ...maxAge(evaluations),
    ...probed(evaluations, probes),
    ...(first ? differentPrograms(first) : []),
    ...localNetworkAccess(evaluations, origin),
  ];
  return createReport(check, { evaluations, notes, target: check.target });
}

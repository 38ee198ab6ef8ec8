/** Vary, which tells shared caches which request headers change the response. */
import type { ConformanceCase, Header } from "../case.ts";
import { APP, allowOrigin, EVIL, hello, request, VARY_ON_OPTIONS, VARY_ORIGIN } from "../wire.ts";

/** The columns: the Vary lines that the handler sets, and the Vary of the response to a listed origin. */
const MERGED: readonly (readonly [id: string, name: string, set: readonly string[], vary: string])[] = [
  ["nothing", "Vary is Origin if the handler does not set it", [], "Origin"],
  ["other", "Origin is added to the name that the handler sets", ["Accept-Encoding"], "Accept-Encoding, Origin"],
  [
    "several",
    "Origin is added to several names of the handler",
    ["Accept, Accept-Language"],
    "Accept, Accept-Language, Origin",
  ],
  ["lines", "Several Vary lines are combined", ["Accept", "Accept-Language"], "Accept, Accept-Language, Origin"],
  ["same", "Origin is not repeated", ["Origin"], "Origin"],
  ["lower-case", "Origin is not repeated in lower case", ["accept, origin"], "accept, origin"],
  ["upper-case", "Origin is not repeated in upper case", ["ORIGIN,Accept"], "ORIGIN, Accept"],
  [
    "lookalike",
    "A name that only begins or ends with Origin is a different name",
    ["X-Origin, Origins"],
    "X-Origin, Origins, Origin",
  ],
  ["everything", "Vary: * is unchanged", ["*"], "*"],
  [
    "everything-in-a-list",
    "A wildcard among other names does not cover Origin, because caches treat it as a name",
    ["Accept, *"],
    "Accept, *, Origin",
  ],
];

export const varyCases: readonly ConformanceCase[] = [
  ...MERGED.flatMap(([id, name, set, vary]): readonly ConformanceCase[] => {
    const common = {
      see: "RFC 9110, section 12.5.5",
      policy: { origin: APP },
      handler: { headers: set.map((value): Header => ["Vary", value]), body: "hello" },
    } as const;
    return [
      {
        ...common,
        id: `vary-${id}`,
        name,
        request: request("GET", APP),
        expected: hello(allowOrigin(APP), ["Vary", vary]),
      },
      {
        ...common,
        id: `vary-${id}-denied`,
        name: `${name}, also for a denied origin`,
        request: request("GET", EVIL),
        expected: hello(["Vary", vary]),
      },
    ];
  }),
  {
    id: "vary-without-origin",
    name: "The handler's Vary is merged in the response to a request without Origin too",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET"),
    handler: { headers: [["Vary", "Cookie"]], body: "hello" },
    expected: hello(["Vary", "Cookie, Origin"]),
  },
  {
    id: "vary-options-merged",
    name: "On OPTIONS, Origin and the two preflight request headers are merged into the handler's Vary",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "access-control-request-method, Accept"]], body: "hello" },
    expected: hello(allowOrigin(APP), ["Vary", `${VARY_ON_OPTIONS[1]}, Accept`]),
  },
  {
    id: "vary-options-everything",
    name: "On OPTIONS, Vary: * is unchanged too",
    see: "RFC 9110, section 12.5.5",
    policy: { origin: APP },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "*"]], body: "hello" },
    expected: hello(allowOrigin(APP), ["Vary", "*"]),
  },
  {
    id: "vary-public-options-merged",
    name: "On OPTIONS to a public resource, Origin and the two preflight request headers are merged too",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: "*" },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "Accept"]], body: "hello" },
    expected: hello(allowOrigin("*"), ["Vary", `Accept, ${VARY_ON_OPTIONS[1]}`]),
  },
  {
    id: "vary-on-immutable",
    name: "The Vary of a fetched response is merged with Origin",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { kind: "fetched", headers: [["Vary", "Accept-Encoding"]], body: "hello" },
    expected: hello(["Vary", "Accept-Encoding, Origin"]),
  },
  {
    id: "vary-on-redirect-denied",
    name: "A redirect also varies by Origin for a denied origin",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { kind: "redirect", status: 302, headers: [["Location", "https://elsewhere.example/"]] },
    expected: {
      handlerRuns: true,
      status: 302,
      headers: [["Location", "https://elsewhere.example/"], VARY_ORIGIN],
      body: "",
    },
  },
];

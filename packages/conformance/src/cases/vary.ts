/** What shared caches are told: which request headers change the answer. */
import type { ConformanceCase, Header } from "../case.ts";
import { APP, allowOrigin, EVIL, hello, request, VARY_ON_OPTIONS, VARY_ORIGIN } from "../wire.ts";

/** Rows of: what the handler sets, and what comes out for an origin on the policy's list. */
const MERGED: readonly (readonly [id: string, name: string, set: readonly string[], vary: string])[] = [
  ["nothing", "Origin is named where the handler names nothing", [], "Origin"],
  ["other", "Origin is added to what the handler names", ["Accept-Encoding"], "Accept-Encoding, Origin"],
  ["several", "Origin is added to several names", ["Accept, Accept-Language"], "Accept, Accept-Language, Origin"],
  ["lines", "Several Vary lines are one list", ["Accept", "Accept-Language"], "Accept, Accept-Language, Origin"],
  ["same", "Origin is not repeated", ["Origin"], "Origin"],
  ["lower-case", "Origin is not repeated in another case", ["accept, origin"], "accept, origin"],
  ["upper-case", "Origin is not repeated though it stands in front", ["ORIGIN,Accept"], "ORIGIN, Accept"],
  [
    "lookalike",
    "A name that only begins or ends like Origin is another one",
    ["X-Origin, Origins"],
    "X-Origin, Origins, Origin",
  ],
  ["everything", "What varies by everything stays as it is", ["*"], "*"],
  [
    "everything-in-a-list",
    "A wildcard among other names does not stand for Origin: caches take it for a name",
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
        name: `${name}, to an origin that is not allowed as well`,
        request: request("GET", EVIL),
        expected: hello(["Vary", vary]),
      },
    ];
  }),
  {
    id: "vary-without-origin",
    name: "What the handler varies by is merged on a response to a request without Origin as well",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET"),
    handler: { headers: [["Vary", "Cookie"]], body: "hello" },
    expected: hello(["Vary", "Cookie, Origin"]),
  },
  {
    id: "vary-options-merged",
    name: "On OPTIONS the three names are merged into what the handler names",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "access-control-request-method, Accept"]], body: "hello" },
    expected: hello(allowOrigin(APP), ["Vary", `${VARY_ON_OPTIONS[1]}, Accept`]),
  },
  {
    id: "vary-options-everything",
    name: "On OPTIONS as well, what varies by everything stays as it is",
    see: "RFC 9110, section 12.5.5",
    policy: { origin: APP },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "*"]], body: "hello" },
    expected: hello(allowOrigin(APP), ["Vary", "*"]),
  },
  {
    id: "vary-public-options-merged",
    name: "On OPTIONS to a public resource the three names are merged as well",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: "*" },
    request: request("OPTIONS", APP),
    handler: { headers: [["Vary", "Accept"]], body: "hello" },
    expected: hello(allowOrigin("*"), ["Vary", `Accept, ${VARY_ON_OPTIONS[1]}`]),
  },
  {
    id: "vary-on-immutable",
    name: "A fetched response varies by what its upstream names and by Origin",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { kind: "fetched", headers: [["Vary", "Accept-Encoding"]], body: "hello" },
    expected: hello(["Vary", "Accept-Encoding, Origin"]),
  },
  {
    id: "vary-on-redirect-denied",
    name: "A redirect varies by Origin for an origin that is not allowed too",
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

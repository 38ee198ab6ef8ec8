/** An `onDecision` observer never changes the response. */
import type { CorsHooks } from "@fetch-cors/core";
import type { ConformanceCase } from "../case.ts";
import {
  APP,
  allowOrigin,
  EVIL,
  HELLO_DENIED,
  hello,
  preflight,
  preflightAllowed,
  request,
  VARY_ORIGIN,
} from "../wire.ts";

const throwing = (): never => {
  throw new Error("observer");
};
const rejecting = async (): Promise<never> => throwing();

/** Tries to allow every origin. */
const addingHeader: CorsHooks["onDecision"] = (decision) => {
  (decision.headers as [string, string][]).push(["Access-Control-Allow-Origin", "*"]);
};
const overwriting: CorsHooks["onDecision"] = (decision) => {
  Object.assign(decision, { headers: [["Access-Control-Allow-Origin", "*"]], kind: "actual" });
};

export const onDecisionCases: readonly ConformanceCase[] = [
  ...(
    [
      ["throws", "that throws", throwing],
      ["rejects", "that rejects", rejecting],
      ["meddles", "that adds to the decision", addingHeader],
      ["overwrites", "that overwrites the decision", overwriting],
    ] as const
  ).flatMap(([id, name, onDecision]): readonly ConformanceCase[] => [
    {
      id: `on-decision-${id}`,
      name: `An observer ${name} changes nothing`,
      see: "#http-cors-protocol",
      policy: { origin: APP },
      hooks: { onDecision },
      request: request("GET", APP),
      expected: hello(allowOrigin(APP), VARY_ORIGIN),
    },
    {
      id: `on-decision-${id}-denied`,
      name: `An observer ${name} does not allow a denied origin`,
      see: "#http-cors-protocol",
      policy: { origin: APP },
      hooks: { onDecision },
      request: request("GET", EVIL),
      expected: HELLO_DENIED,
    },
    {
      id: `on-decision-${id}-preflight`,
      name: `An observer ${name} does not change a preflight response`,
      see: "#http-cors-protocol",
      policy: { origin: APP },
      hooks: { onDecision },
      request: preflight(APP, "PUT"),
      expected: preflightAllowed(APP),
    },
  ]),
];

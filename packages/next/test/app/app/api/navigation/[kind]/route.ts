// Navigation functions under a policy. The same handler without a policy is in /bare.
import { corsRoute } from "@fetch-cors/next";
import type { NextRequest } from "next/server";
import { navigate } from "../../../../navigate.ts";
import { policy } from "../../../../policies.ts";

const handler = (_request: NextRequest, context: RouteContext<"/api/navigation/[kind]">) => navigate(context);

export const { GET, POST, OPTIONS } = corsRoute({ GET: handler, POST: handler }, policy);

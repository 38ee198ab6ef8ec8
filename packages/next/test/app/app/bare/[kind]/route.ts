// The responses of Next.js itself, for comparison.
import type { NextRequest } from "next/server";
import { navigate } from "../../../navigate.ts";

const handler = (_request: NextRequest, context: RouteContext<"/bare/[kind]">) => navigate(context);

export { handler as GET, handler as POST };

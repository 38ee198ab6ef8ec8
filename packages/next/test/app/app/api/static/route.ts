// Rendered by the build, and then anew each second, which fails.
import { withCors } from "@fetch-cors/next";

export const dynamic = "force-static";
export const revalidate = 1;

export const GET = withCors(() => {
  if (process.env["NEXT_PHASE"] !== "phase-production-build") throw new Error("cannot render anew");
  return new Response("rendered by the build");
});

// The build renders it. Each second Next.js renders it again, which fails.
import { withCors } from "@fetch-cors/next";

export const dynamic = "force-static";
export const revalidate = 1;

export const GET = withCors(() => {
  if (process.env["NEXT_PHASE"] !== "phase-production-build") throw new Error("cannot render again");
  return new Response("rendered by the build");
});

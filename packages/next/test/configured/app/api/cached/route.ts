// The build renders it. Each second Next.js renders it again, which fails.
import { withCors } from "@fetch-cors/next";
import { cacheLife } from "next/cache";

async function phase(): Promise<string> {
  "use cache";
  cacheLife({ revalidate: 1, expire: 3600 });
  return process.env["NEXT_PHASE"] ?? "on demand";
}

export const GET = withCors(
  async () => {
    if ((await phase()) !== "phase-production-build") throw new Error("cannot render again");
    return new Response("rendered by the build");
  },
  { origin: "*" },
);

// The handler fails under force-static.
import { withCors } from "@fetch-cors/next";

export const dynamic = "force-static";

export const GET = withCors(() => {
  throw new Error("force-static fails");
});

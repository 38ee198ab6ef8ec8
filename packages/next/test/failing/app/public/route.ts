// The handler fails.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const GET = withCors(
  async () => {
    throw new Error("public fails");
  },
  { origin: "*" },
);

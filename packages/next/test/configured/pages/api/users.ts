// An API route of the Pages Router.
import { withCors } from "@fetch-cors/node";
import type { NextApiRequest, NextApiResponse } from "next";

export default withCors((_req: NextApiRequest, res: NextApiResponse) => void res.json([]), {
  origin: "https://app.example.com",
});

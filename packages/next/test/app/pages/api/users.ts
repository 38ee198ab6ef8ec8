// The Pages Router has the requests and responses of Node, so it uses the adapter for Node.
import { withCors } from "@fetch-cors/node";
import type { NextApiRequest, NextApiResponse } from "next";

export default withCors(
  (req: NextApiRequest, res: NextApiResponse) => {
    if (req.query["fail"]) throw new Error("failed in the Pages Router");
    res.setHeader("X-Request-Id", "7").status(201).json({ method: req.method, query: req.query, body: req.body });
  },
  { origin: ["https://app.example.com"], credentials: true, exposedHeaders: ["X-Request-Id"] },
);

/** Shows the effect of a CORS policy: in the terminal with a simulated browser, and on a page with your own browser. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { explain } from "@fetch-cors/core";
import Table from "cli-table3";
import getPort, { portNumbers } from "get-port";
import { type Server, serve } from "srvx";
import { createApi } from "./api.ts";
import { openPage, type Prediction, REQUESTS } from "./requests.ts";

const USAGE = `Usage: pnpm demo [--once]

  --once  print the table and exit; otherwise the page is served until Ctrl-C
  --help  print this help`;

/** The number of requests that the table repeats from a page of the other origin. */
const SHOWN_FROM_ELSEWHERE = 3;

interface Row extends Prediction {
  readonly title: string;
  /** The server's explanation of its decision. */
  readonly explanation: string;
}

const hasColors = process.stdout.isTTY && process.stdout.hasColors();
const style =
  (code: number) =>
  (text: string): string =>
    hasColors ? `\x1b[${code}m${text}\x1b[0m` : text;
const bold = style(1);
const red = style(31);
const green = style(32);

async function main({ once }: { readonly once?: boolean }): Promise<void> {
  const pagePort = await freePort();
  const apiPort = await freePort();
  // One page with two origins, because the origin depends on the host name in the address bar.
  const pageOrigin = `http://localhost:${pagePort}`;
  const otherOrigin = `http://127.0.0.1:${pagePort}`;
  const apiOrigin = `http://localhost:${apiPort}`;

  let explanation = "";
  const api = createApi(pageOrigin, (decision) => {
    explanation = explain(decision);
  });
  let page = "";
  const servers = [await listen(apiPort, api), await listen(pagePort, (request) => answerWithPage(request, page))];

  const predictFrom = async (origin: string): Promise<readonly Row[]> => {
    const predict = openPage(origin, apiOrigin);
    const rows: Row[] = [];
    for (const request of REQUESTS) rows.push({ title: request.title, ...(await predict(request)), explanation });
    return rows;
  };
  const predictions = { [pageOrigin]: await predictFrom(pageOrigin), [otherOrigin]: await predictFrom(otherOrigin) };
  page = await renderPage({ apiOrigin, pageOrigin, otherOrigin, requests: REQUESTS, predictions });

  console.log(`\nThe API at ${bold(apiOrigin)} allows pages of ${bold(pageOrigin)}; its /status allows every page.`);
  console.log("The requests went over the network; a simulated browser made the verdicts.\n");
  console.log(renderTable(predictions));
  if (once) {
    await Promise.all(servers.map((server) => server.close(true)));
    return;
  }
  console.log(`\nOpen ${bold(pageOrigin)} to try the same requests in your browser; press Ctrl-C to stop.`);
}

/** A free port. */
const freePort = (): Promise<number> => getPort({ port: portNumbers(3000, 3999) });

const listen = (port: number, fetch: (request: Request) => Response | Promise<Response>): Promise<Server> =>
  serve({ fetch, port, hostname: "127.0.0.1", silent: true, gracefulShutdown: false }).ready();

/** The HTML of the page, with `data` for its script. */
async function renderPage(data: unknown): Promise<string> {
  const template = await readFile(new URL("page.html", import.meta.url), "utf8");
  // Escaped, so that the data cannot close the script element.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return template.replace('"{{data}}"', () => json);
}

function answerWithPage(request: Request, page: string): Response {
  if (new URL(request.url).pathname !== "/") return new Response("not found", { status: 404 });
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}

function renderTable(predictions: Readonly<Record<string, readonly Row[]>>): string {
  const table = new Table({
    head: ["Request", "From", "Preflight", "Result in the browser, and explanation of the server"].map(bold),
    colWidths: [33, 16, 11, 52],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [index, [origin, rows]] of Object.entries(predictions).entries()) {
    const shown = index === 0 ? rows : rows.slice(0, SHOWN_FROM_ELSEWHERE);
    for (const { title, outcome, reason, preflighted, explanation } of shown) {
      const verdict = reason ? `${red(`${outcome}: ${reason}`)}\n${explanation}` : green(outcome);
      table.push([title, new URL(origin).host, preflighted ? "yes" : "no", verdict]);
    }
  }
  return table.toString();
}

function readFlags(): { readonly once?: boolean; readonly help?: boolean } {
  try {
    return parseArgs({ options: { once: { type: "boolean" }, help: { type: "boolean" } } }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(1);
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
const { help, ...flags } = readFlags();
if (help) console.log(USAGE);
else await main(flags);

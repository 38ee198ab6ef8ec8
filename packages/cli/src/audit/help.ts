import { TRANSPORT_HELP } from "../transport/options.ts";

/** The text of `fetch-cors audit --help`. */
export const HELP: string = `fetch-cors audit: what could pages of other sites read from this server?

Usage: fetch-cors audit URL… [options]

Sends about 70 requests to each URL, as pages of other sites would: GET, HEAD and OPTIONS only. The severity counts what
a page could really read, in Chromium, Firefox and WebKit.

What you know about the server:
      --trusted ORIGIN    an origin that the server is meant to allow; several times for several
      --cookie COOKIE     the value of Cookie of a user who is logged in, to see whether responses differ
      --send              send POST too, without a body; the server may change data

How requests are sent:
      --rate N            requests per second (default 10, on this machine without a limit)
      --max-wait SECONDS  the longest Retry-After to wait for (default 30)
  -y, --yes               do not ask before a host beyond this machine is contacted
${TRANSPORT_HELP}

What is printed:
      --format FORMAT     text, json, sarif, junit, github (annotations) or markdown
      --json              print a report that a program reads
      --output FILE       write the report into a file
      --sarif-location F  the file of your repository that results belong to, for sarif and github
      --poc FILE          write a page that shows the worst finding in a browser
      --fail-on SEVERITY  the least severity for exit status 1: high, medium, low (default) or info
      --baseline FILE     ignore the findings in this file
      --update-baseline   write the findings into the baseline

Exit status: 0 nothing of that severity; 1 findings; 2 wrong usage, or a server that cannot be reached.

Examples:
  fetch-cors audit https://api.example.com/me
  fetch-cors audit https://api.example.com/me --trusted https://app.example.com --cookie 'session=…'
  fetch-cors audit https://api.example.com/me --yes --format sarif --sarif-location src/server.ts --output cors.sarif
  fetch-cors audit http://localhost:3000/me --send --fail-on medium --poc proof.html
`;

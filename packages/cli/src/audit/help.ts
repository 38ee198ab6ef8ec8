import { TRANSPORT_HELP } from "../transport/options.ts";

/** The text of `fetch-cors audit --help`. */
export const HELP: string = `fetch-cors audit: what could pages from other sites read from this server?

Usage: fetch-cors audit URL… [options]

Sends about 70 requests to each URL, as pages from other sites would, and only GET, HEAD and OPTIONS. The severity depends on
what a page could really read in Chromium, Firefox and WebKit.

What you know about the server:
      --trusted ORIGIN    an origin that the server is meant to allow; repeatable
      --cookie COOKIE     the Cookie header of a signed-in user, to find out whether responses differ
      --send              send POST too, without a body; the server may change data

How requests are sent:
      --rate N            requests per second (default 10, or no limit on the local machine)
      --max-wait SECONDS  the longest Retry-After to wait for (default 30)
  -y, --yes               do not ask before a remote host is contacted
${TRANSPORT_HELP}

The report:
      --format FORMAT     text, json, sarif, junit, github (annotations) or markdown
      --json              print the report as JSON
      --output FILE       write the report to a file
      --sarif-location F  the file in your repository that findings belong to, for sarif and github
      --poc FILE          write a page that shows the worst finding in a browser
      --fail-on SEVERITY  the least severity for exit status 1: high, medium, low (default) or info
      --baseline FILE     ignore the findings in this file
      --update-baseline   write the findings to the baseline

Exit status: 0 if there are no findings of that severity; 1 if there are; 2 for wrong usage or a server that cannot be reached.

Examples:
  fetch-cors audit https://api.example.com/me
  fetch-cors audit https://api.example.com/me --trusted https://app.example.com --cookie 'session=…'
  fetch-cors audit https://api.example.com/me --yes --format sarif --sarif-location src/server.ts --output cors.sarif
  fetch-cors audit http://localhost:3000/me --send --fail-on medium --poc proof.html
`;

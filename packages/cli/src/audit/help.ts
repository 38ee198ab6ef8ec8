/** The text of `fetch-cors audit --help`. */
export const HELP = `fetch-cors audit: what could pages of other sites read from this server?

Usage: fetch-cors audit URL… [options]

Sends about 70 requests to each URL, as pages of other sites would: GET, HEAD and OPTIONS only. The severity counts what
a page could really read, in Chromium, Firefox and WebKit.

What you know about the server:
  --trusted ORIGIN      an origin that the server is meant to allow; several times for several
  --cookie COOKIE       the value of Cookie of a user who is logged in, to see whether responses differ
  --send                POST too, without a body; the server may change data

How requests are sent:
  --rate N              requests per second (10; without a limit on this machine)
  --max-wait SECONDS    the longest Retry-After that is waited for (30)
  --yes, -y             do not ask before a host beyond this machine is contacted
  --timeout SECONDS     until the headers of a response (10)
  --insecure, -k        accept certificates that browsers refuse
  --http1.1             do not offer HTTP/2
  --resolve H:P:ADDR    connect to ADDR for host H and port P
  --unix-socket PATH    connect through a Unix socket

What is printed:
  --format FORMAT       text, json, sarif, junit, github (annotations) or markdown
  --json                the same as --format json
  --output FILE, -o     write the report into a file
  --sarif-location FILE the file of your repository that results belong to, for sarif and github
  --poc FILE            write a page that shows the worst finding in a browser
  --fail-on SEVERITY    the least severity for exit status 1: high, medium, low (default) or info
  --baseline FILE       ignore the findings in this file
  --update-baseline     write all findings into the baseline

Exit status:
  0  nothing found of that severity
  1  findings
  2  wrong usage, or a server that cannot be reached

Examples:
  fetch-cors audit https://api.example.com/me
  fetch-cors audit https://api.example.com/me --trusted https://app.example.com --cookie 'session=…'
  fetch-cors audit https://api.example.com/me --yes --format sarif --sarif-location src/server.ts -o cors.sarif
  fetch-cors audit http://localhost:3000/me --send --fail-on medium --poc proof.html
`;

// Behind the strict policy of the proxy.
export const GET = () => Response.json(["Ada"]);

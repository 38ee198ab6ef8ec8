// Its path only starts like that of the public route, so the proxy matches it.
export const GET = () => Response.json(["Ada"]);

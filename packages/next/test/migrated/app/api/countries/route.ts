// A route that Next.js renders again after an hour. The proxy adds the headers.
export const revalidate = 3600;

export const GET = () => Response.json({ rendered: Date.now() });

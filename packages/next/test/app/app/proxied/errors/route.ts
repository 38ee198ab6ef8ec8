// Knows nothing of CORS.
export const GET = () => {
  throw new Error("failed behind the proxy");
};

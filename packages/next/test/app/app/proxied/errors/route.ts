// A route without CORS that fails.
export const GET = () => {
  throw new Error("failed behind the proxy");
};

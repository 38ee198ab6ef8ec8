/** Auth.js, set up as in its documentation. Sessions are JSON Web Tokens in a cookie. */
import NextAuth, { type NextAuthResult } from "next-auth";

const result: NextAuthResult = NextAuth({
  providers: [],
  trustHost: true,
  callbacks: { authorized: ({ auth }) => auth !== null },
});

export const auth: NextAuthResult["auth"] = result.auth;

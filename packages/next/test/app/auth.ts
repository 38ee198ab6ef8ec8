/** Auth.js, as its documentation sets it up. Sessions are JSON Web Tokens in a cookie. */
import NextAuth, { type NextAuthResult } from "next-auth";

const result: NextAuthResult = NextAuth({
  providers: [],
  trustHost: true,
  callbacks: { authorized: ({ auth }) => auth !== null },
});

export const auth: NextAuthResult["auth"] = result.auth;

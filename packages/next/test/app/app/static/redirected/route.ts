// A static redirect.
import { withCors } from "@fetch-cors/next";
import { redirect } from "next/navigation";

export const revalidate = 3600;

export const GET = withCors(() => redirect("/static/public"), { origin: "*" });

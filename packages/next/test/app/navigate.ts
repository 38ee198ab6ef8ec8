/** Sets a cookie, and then leaves a handler in each of the ways that Next.js has. */
import { cookies } from "next/headers";
import { forbidden, notFound, permanentRedirect, redirect, unauthorized } from "next/navigation";

const ways: Readonly<Record<string, () => never>> = {
  redirect: () => redirect("/api/users/7;a=1?b=2;c#d"),
  "redirect-elsewhere": () => redirect("https://elsewhere.example/"),
  "permanent-redirect": () => permanentRedirect("/api/users/7"),
  "not-found": () => notFound(),
  forbidden: () => forbidden(),
  unauthorized: () => unauthorized(),
};

export async function navigate({ params }: { readonly params: Promise<{ readonly kind: string }> }): Promise<Response> {
  const way = ways[(await params).kind];
  (await cookies()).set("seen", "1");
  return way ? way() : new Response("no such way", { status: 400 });
}

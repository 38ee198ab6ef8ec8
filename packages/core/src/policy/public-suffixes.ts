/**
 * A short list of public suffixes, which are domains under which anyone can register a name. It contains second-level
 * domains that only some countries have, and the largest hosting services. The source is the Public Suffix List
 * (publicsuffix.org) as of 2026-11-15.
 */
const SUFFIXES =
  "id.au me.uk ltd.uk plc.uk nhs.uk in.th web.id my.id biz.id me.in web.za gen.nz " +
  "github.io gitlab.io vercel.app netlify.app pages.dev workers.dev r2.dev herokuapp.com web.app firebaseapp.com " +
  "appspot.com run.app a.run.app azurewebsites.net azurestaticapps.net cloudfront.net amplifyapp.com on.aws " +
  "amazonaws.com s3.amazonaws.com elasticbeanstalk.com onrender.com fly.dev up.railway.app deno.dev supabase.co " +
  "surge.sh replit.app replit.dev ngrok.io ngrok.app ngrok-free.app trycloudflare.com myshopify.com blogspot.com " +
  "webflow.io framer.app wixsite.com hf.space ondigitalocean.app lovable.app bolt.host csb.app ts.net";

/**
 * Matches second-level domains that many countries have, such as `co.uk`. In the countries at the end, every
 * second-level domain is a public suffix.
 */
const COUNTRY_SECOND_LEVEL =
  /^(?:(?:ac|asso|com?|edu|gob|gouv|gov?|govt|gv|mil|net?|nom|org?|sch)\.[a-z]{2}|[^.]+\.(?:bd|ck|er|fk|jm|kh|mm|np|pg))$/;

/**
 * Whether `domain` is in the built-in list. Every domain that has only one label is a public suffix, except
 * `localhost`.
 */
export const isKnownPublicSuffix = (domain: string): boolean =>
  domain.includes(".")
    ? COUNTRY_SECOND_LEVEL.test(domain) || SUFFIXES.split(" ").includes(domain)
    : domain !== "localhost";

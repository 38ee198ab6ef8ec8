/**
 * A short list of domains under which anyone can register a name, from the Public Suffix List (publicsuffix.org) as of
 * 2026-11-15. Second levels of countries come first, then hosting services.
 */
const SUFFIXES = `
adv.br app.br art.br blog.br dev.br eco.br ind.br med.br pro.br
asn.au id.au biz.id my.id web.id biz.pl info.pl waw.pl biz.tr gen.tr info.tr name.tr web.tr biz.vn id.vn info.vn name.vn pro.vn
firm.in gen.in ind.in me.in geek.nz gen.nz kiwi.nz maori.nz school.nz in.rs in.th in.ua kiev.ua pp.ua
ad.jp ed.jp gr.jp lg.jp pe.kr re.kr ltd.uk me.uk nhs.uk plc.uk police.uk sch.uk me.ke law.za web.za idv.hk idv.tw
eu.com uk.com us.com co.com com.de eu.org
github.io gitlab.io bitbucket.io github.dev app.github.dev githubusercontent.com githubpreview.dev gitpod.io
vercel.app vercel.dev vusercontent.net now.sh netlify.app pages.dev workers.dev r2.dev trycloudflare.com
herokuapp.com web.app firebaseapp.com appspot.com run.app a.run.app cloudfunctions.net googleapis.com translate.goog
azurewebsites.net azurestaticapps.net azureedge.net azurefd.net azure-api.net azurecontainerapps.io cloudapp.net
cloudapp.azure.com windows.net core.windows.net blob.core.windows.net web.core.windows.net trafficmanager.net
cloudfront.net amplifyapp.com elasticbeanstalk.com awsapprunner.com amazonaws.com s3.amazonaws.com on.aws
onrender.com fly.dev railway.app up.railway.app deno.dev deno.net supabase.co surge.sh replit.app replit.dev repl.co
ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev loca.lt ts.net myshopify.com blogspot.com wordpress.com
webflow.io framer.app framer.website wixsite.com wixstudio.io weebly.com squarespace.com notion.site carrd.co
hf.space streamlit.app gradio.live modal.run lovable.app lovableproject.com bolt.host csb.app glitch.me stackblitz.io
webcontainer.io val.run expo.app convex.cloud convex.site ondigitalocean.app digitaloceanspaces.com koyeb.app
northflank.app code.run zeabur.app kinsta.app kinsta.page pantheonsite.io wpenginepowered.com platformsh.site
cleverapps.io scalingo.io edgecompute.app pythonanywhere.com readthedocs.io gitbook.io duckdns.org ddns.net nip.io
sslip.io neocities.org altervista.org appwrite.network hasura.app nhost.app b-cdn.net cdn77.org myfritz.net`;

/** Second levels that many countries have; a few countries register names only under a second level. */
const COUNTRY_SECOND_LEVEL =
  /^(?:(?:ac|asso|com?|edu|gob|gouv|gov?|govt|gub|gv|k12|mil|net?|nom|org?|sch)\.[a-z]{2}|[^.]+\.(?:bd|ck|er|fk|jm|kh|mm|np|pg))$/;

/** Whether anyone can register a name under `domain`, as far as the short built-in list knows. */
export const isKnownPublicSuffix = (domain: string): boolean =>
  domain.includes(".")
    ? COUNTRY_SECOND_LEVEL.test(domain) || SUFFIXES.split(/\s/).includes(domain)
    : domain !== "localhost";

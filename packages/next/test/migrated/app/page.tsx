// A page that the proxy does not match.
export default function Page() {
  return <p>a page</p>;
}

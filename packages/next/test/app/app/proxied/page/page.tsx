// A page behind the proxy.
export default function Page() {
  return <p>a page</p>;
}

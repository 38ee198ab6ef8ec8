// The cases of both fixtures, for the globals of jest and of `bun test`. The last two fail on purpose.

module.exports = ({ createBrowser, corsMatchers, isCorsBlock }) => {
  expect.extend(corsMatchers);

  const API = "https://api.example.com/users";
  const pageOf = (headers) =>
    createBrowser({ origin: "https://app.example.com", network: () => new Response("[]", { headers }) });
  const open = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, POST" };

  test("the matchers pass", async () => {
    await expect(pageOf(open)).toShare(API);
    await expect(pageOf(open)).toShare(new URL(API));
    await expect(pageOf(open)).toShare(new Request(API));
    await expect(pageOf(open)).toSendPreflight({ url: API, method: "PUT" });
    await expect(pageOf({})).toBlock(API, "missing-allow-origin");
    await expect(pageOf({})).not.toShare({ url: API, method: "POST", body: new Blob(["x"]) });
  });

  test("a block is an error of the platform", async () => {
    const error = await pageOf({})
      .fetch(API)
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ code: "missing-allow-origin", name: "TypeError" });
    expect(isCorsBlock(error)).toBe(true);
    await expect(pageOf({}).fetch(API)).rejects.toThrow(TypeError);
    await expect(pageOf({}).fetch(API)).rejects.toThrow("has been blocked by CORS policy");
  });

  test("a matcher fails", async () => {
    await expect(pageOf(open)).toShare({ url: API, method: "PUT" });
  });

  test("a negated matcher fails", async () => {
    await expect(pageOf(open)).not.toShare(API);
  });
};

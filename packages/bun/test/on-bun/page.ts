// Bundled into the page, so that Bun has an asset to serve.
document.title = "A page with a script";

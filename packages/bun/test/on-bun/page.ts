// Bundled into the page, so that Bun serves an asset.
document.title = "A page with a script";

// Canvases are drawn at twice the screen's resolution at least, so that print and slides stay sharp.
if (window.devicePixelRatio < 2) {
  Object.defineProperty(window, "devicePixelRatio", { value: 2, configurable: true });
}

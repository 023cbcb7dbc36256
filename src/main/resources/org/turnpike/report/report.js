(() => {
  "use strict";
  const DASHES = [[], [10, 5], [3, 4], [14, 4, 3, 4], [6, 3]];
  const FONT = '15px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function show(v) {
    if (v == null) return "";
    if (v === 0) return "0";
    const size = Math.abs(v);
    const text = size < 1e-4 || size >= 1e6
      ? v.toExponential(3).replace(/\.?0+e/, "e").replace("e+", "e")
      : String(Number(v.toPrecision(6)));
    return text.replace(/-/g, "−");
  }

  function axisWidth(plot, labels, axis, cycle) {
    const a = plot.axes[axis];
    if (cycle > 1) return a._size;
    let width = a.ticks.size + a.gap;
    const longest = (labels || []).reduce((l, v) => v.length > l.length ? v : l, "");
    if (longest !== "") {
      plot.ctx.font = a.font[0];
      width += plot.ctx.measureText(longest).width / devicePixelRatio;
    }
    return Math.ceil(width) + 4;
  }

  function bounds(chart) {
    return plot => {
      const { ctx, bbox } = plot;
      ctx.save();
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.setLineDash([2 * devicePixelRatio, 5 * devicePixelRatio]);
      ctx.strokeStyle = colour("--muted");
      for (const bound of chart.curves.flatMap(c => c.bounds)) {
        if (bound == null || bound < plot.scales.y.min || bound > plot.scales.y.max) continue;
        const y = plot.valToPos(bound, "y", true);
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
      }
      ctx.restore();
    };
  }

  // Switching times, of one or two solutions: "time series" pairs.
  const marks = (document.getElementById("curves").dataset.marks || "").split(";").filter(m => m !== "")
    .map(m => m.split(" ").map(Number));

  function switches(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const [t, series] of marks) {
      if (t < plot.scales.x.min || t > plot.scales.x.max) continue;
      const x = plot.valToPos(t, "x", true);
      ctx.strokeStyle = colour("--c" + (series + 1));
      ctx.setLineDash(series === 0 ? [] : [6 * devicePixelRatio, 6 * devicePixelRatio]);
      ctx.globalAlpha = 0.55;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  const [start, end] = document.getElementById("curves").dataset.horizon.split(" ").map(Number);

  // The whole horizon, also for curves that are sampled inside only, unless the reader zooms.
  function wholeHorizon(t) {
    return (plot, min, max) => min <= t[0] && max >= t[t.length - 1] ? [start, end] : [min, max];
  }

  const plots = [];

  function draw() {
    for (const plot of plots.splice(0)) plot.destroy();
    for (const figure of document.querySelectorAll(".chart")) {
      const chart = JSON.parse(figure.querySelector("script").textContent);
      const axis = {
        font: FONT, labelFont: FONT, stroke: colour("--ink"), grid: { stroke: colour("--grid"), width: 1 },
        ticks: { stroke: colour("--rule"), width: 1, size: 6 }, gap: 6,
        values: (plot, splits) => splits.map(show),
      };
      const series = chart.curves.map((c, i) => ({
        label: c.name, stroke: colour("--c" + (i + 1)), width: 2.5, dash: DASHES[i],
        pxAlign: 0, points: { show: false }, value: (plot, v) => show(v), spanGaps: false,
      }));
      plots.push(new uPlot({
        width: figure.clientWidth, height: 300, padding: [12, 14, 0, 0], pxAlign: 0,
        scales: { x: { time: false, range: wholeHorizon(chart.t) }, y: chart.log ? { distr: 3 } : { range: () => chart.range } },
        axes: [{ ...axis, label: "t", labelSize: 24, size: 34, space: 75 }, { ...axis, size: axisWidth }],
        series: [{ label: "t", value: (plot, v) => show(v) }, ...series],
        legend: { markers: { width: 3, dash: (plot, i) => i > 1 ? "dashed" : "solid" } },
        cursor: { points: { size: 8 } },
        hooks: { drawAxes: [bounds(chart), switches] },
      }, [chart.t, ...chart.curves.map(c => c.values)], figure));
    }
  }

  draw();
  let pending;
  addEventListener("resize", () => { clearTimeout(pending); pending = setTimeout(draw, 150); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  matchMedia("print").addEventListener("change", draw);
  addEventListener("beforeprint", draw);
  addEventListener("afterprint", draw);
})();

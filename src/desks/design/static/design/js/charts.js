// Charts of the supervisor's desk. The server says what is drawn: an ECharts option as JSON in the
// element named by data-chart. Sizes come from the style sheet; words for readers stand beside it.
(function () {
  "use strict";

  var tokens = getComputedStyle(document.documentElement);

  function token(name) {
    return tokens.getPropertyValue(name).trim();
  }

  function draw(box) {
    var option = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    var chart = window.echarts.init(box, null, { renderer: "svg" });
    option.animation = false;
    option.textStyle = { fontFamily: token("--sh-font"), color: token("--sh-ink-700") };
    option.color = option.color || ["--sh-brand-600", "--sh-over-mid", "--sh-gold-500", "--sh-ok-mid",
      "--sh-bad-mid", "--sh-hold"].map(token);
    // The default tooltip is HTML with inline style, which the content policy refuses.
    option.tooltip = Object.assign({}, option.tooltip, { renderMode: "richText" });
    chart.setOption(option);
    new ResizeObserver(function () { chart.resize(); }).observe(box);
  }

  function all() {
    document.querySelectorAll("[data-chart]:not([data-drawn])").forEach(function (box) {
      box.setAttribute("data-drawn", "");
      draw(box);
    });
  }

  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:load", all);
  if (document.readyState !== "loading") all();
})();

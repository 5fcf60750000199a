"use strict";
/* Scenarios beside their base: what is selected in one chart is selected in all others, and the lists lead to the charts. */

(() => {
  const base = (at, index) => (at === 0 ? index : data.charts[at].boxes[index].partner ?? null);
  orgCharts.forEach((view, at) => {
    view.selected = (index) => {
      const there = index === null ? null : base(at, index);
      orgCharts.forEach((other, to) => {
        if (to === at) return;
        other.follow(there === null ? null : to === 0 ? there : data.charts[0].boxes[there].partners?.[to] ?? null);
      });
      if (index !== null) view.bring(index);
    };
  });
  byId("scenarios").addEventListener("click", (event) => {
    const button = event.target.closest(".go");
    if (!button) return;
    const { finding, chart, box } = button.dataset;
    if (finding) showInChart(Number(finding)); else orgCharts[chart].show(Number(chart), [Number(box)]);
  });
  document.addEventListener("finding", ({ detail }) => {
    const left = fullScreen.leave(), show = () => showCard(byId(`finding-${detail}`));
    if (left) left.then(show); else show();
  });
})();

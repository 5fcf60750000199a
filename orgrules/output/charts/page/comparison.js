
"use strict";
/* Two versions side by side: what is selected in one chart is selected in the other, and the lists lead to the charts. */

(() => {
  orgCharts.forEach((view, at) => {
    view.selected = (index) => {
      orgCharts[1 - at].follow(index === null ? null : data.charts[at].boxes[index].partner ?? null);
      if (index !== null) view.bring(index);
    };
  });
  byId("changes").parentNode.addEventListener("click", (event) => {
    const button = event.target.closest(".go");
    if (!button) return;
    const { finding, chart, box } = button.dataset;
    if (finding) showInChart(Number(finding)); else orgCharts[chart].show(Number(chart), [Number(box)]);
  });
  document.addEventListener("finding", ({ detail }) => {
    const card = byId(`finding-${detail}`), show = () => {
      card.closest("details")?.setAttribute("open", "");
      showCard(card);
    };
    const left = fullScreen.leave();
    if (left) left.then(show); else show();
  });
})();

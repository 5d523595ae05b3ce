#include "daemon/report/page_style.hpp"

namespace entangled::report {
namespace {

// Colours mark how sure a reading is, never whether it is good news: that depends on who reads.
constexpr std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--ground:#f6f7f9;--paper:#fff;--ink:#1b2330;--soft:#5a6677;--line:#dfe4ea;
--accent:#2b5fa8;--band:#9bbce6;--axis:#e5e9ef;--warn:#8a5a00;--warn-ground:#fff3d9;--off:#5a6677;--off-ground:#eceff3;
--lost:#8e2f3c;--lost-ground:#fbe7ea;--ok:#25603a;--ok-ground:#e3f2e8}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--paper:#1a2028;--ink:#e6eaf0;--soft:#9aa6b6;--line:#2c3540;
--accent:#8ab6f2;--band:#3d659b;--axis:#2a323d;--warn:#f0c674;--warn-ground:#3a2f14;--off:#a8b3c1;--off-ground:#28303a;
--lost:#f2a0ac;--lost-ground:#3f2027;--ok:#8fd3a6;--ok-ground:#1c3526}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"DejaVu Sans",sans-serif}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}
h1{margin:0;font-size:1.5rem;letter-spacing:-.01em}
h1 small{font-size:.85rem;font-weight:400;color:var(--soft);letter-spacing:0}
h2{margin:2.25rem 0 .6rem;font-size:1.1rem}
p{margin:.3rem 0}
a{color:var(--accent)}
nav a{margin-right:1rem}
.soft{color:var(--soft)}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:.9rem;margin-top:1.25rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem}
.card.wide{grid-column:1/-1}
.card h2{margin:0;font-size:.85rem;font-weight:600;color:var(--soft)}
.card .answer{margin:.2rem 0 .5rem;font-size:1.08rem;font-weight:600;line-height:1.35}
.card ul{margin:0;padding-left:1.1rem;font-size:.9rem;color:var(--soft)}
.card li{margin:.2rem 0;overflow-wrap:anywhere}
table{width:100%;table-layout:fixed;border-collapse:collapse;background:var(--paper);
border:1px solid var(--line);font-size:.9rem}
caption{text-align:left;padding:.2rem 0 .5rem;color:var(--soft)}
th,td{text-align:left;vertical-align:top;padding:.55rem .7rem;border-top:1px solid var(--line)}
thead th{font-size:.8rem;font-weight:600;color:var(--soft);border-top:0}
tbody th{font-weight:400}
thead th{width:15%}thead th:first-child{width:25%}
.readings thead th:first-child{width:31%}
.readings thead th:nth-child(2){width:16%}.readings thead th:nth-child(3){width:26%}
.readings thead th:nth-child(n+4){width:9%}
td{overflow-wrap:anywhere}
.id{font-weight:600;overflow-wrap:anywhere}
.note{display:block;font-size:.82rem;color:var(--soft)}
.figure{font-variant-numeric:tabular-nums}
.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:block;width:7.5rem;height:1rem;margin-top:.25rem}
.bar .axis{fill:var(--axis)}.bar .band{fill:var(--band)}.bar .tick{fill:var(--accent)}
.badge{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.78rem;font-weight:600;white-space:nowrap;
background:var(--off-ground);color:var(--off)}
.badge.ok{background:var(--ok-ground);color:var(--ok)}
.badge.unknown,.badge.pending,.badge.held,.badge.clearing,.badge.partial,.badge.quiet,.badge.stale_content
{background:var(--warn-ground);color:var(--warn)}
.badge.firing,.badge.error,.badge.stale_fetch{background:var(--lost-ground);color:var(--lost)}
footer{padding-top:1.5rem;padding-bottom:2.5rem;font-size:.85rem;color:var(--soft)}
@media (max-width:46rem){
.card{grid-column:1/-1}
table,caption,tbody,tr,th,td{display:block}
table{border:0;background:none}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .8rem;margin:0 0 .7rem}
tbody th,td{border:0;padding:.2rem 0}
td.none{display:none}
td[data-head]:not(.none){display:grid;grid-template-columns:6.5rem 1fr;gap:.4rem}
td[data-head]::before{content:attr(data-head);color:var(--soft);font-size:.82rem}
}
@media print{:root{--ground:#fff;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000;--band:#999;--axis:#ddd}
body{font-size:10pt}nav{display:none}.card,tr{break-inside:avoid}thead{display:table-header-group}
.badge{border:1px solid #888;background:none!important;color:#000!important}
.bar{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)css";

}  // namespace

std::string_view page_style() noexcept { return style_sheet; }

}  // namespace entangled::report

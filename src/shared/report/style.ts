/** Light in every theme: it is made for paper. */
export const reportStyle = `
:root { color-scheme: light; }
@page { size: A4; margin: 13mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1b1b1b; font: 10pt/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 182mm; margin: 0 auto; padding: 8mm 4mm; overflow-wrap: break-word; }
h1 { font-size: 16pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 11pt; margin: 3.5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 1mm; }
.about { color: #555; font-size: 8.5pt; }
.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 2.5mm; margin: 3mm 0; }
.facts div { border: 1px solid #bbb; border-radius: 2mm; padding: 2mm 2.5mm; break-inside: avoid; }
dt { font-size: 8.5pt; color: #555; }
dd { margin: 0; }
dd strong { display: block; font-size: 14pt; line-height: 1.25; }
dd span { display: block; font-size: 8pt; color: #444; }
figure { margin: 0 0 2mm; }
figure > svg { display: block; width: 100%; height: auto; }
figure text { font-size: 9px; text-anchor: middle; fill: #555; }
figcaption { font-size: 8.5pt; color: #444; }
.key { white-space: nowrap; margin-left: 3mm; }
.key svg { width: 3mm; height: 3mm; vertical-align: -0.4mm; }
.up { fill: #2f8f4e; }
.down { fill: #b3261e; }
.reconstructedUp { fill: url(#rebuilt-up); }
.reconstructedDown { fill: url(#rebuilt-down); }
.planned { fill: url(#planned); stroke: #2257b8; stroke-width: 0.4; }
.noData { fill: url(#no-data); stroke: #999; stroke-width: 0.4; }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt; line-height: 1.3; }
th { text-align: left; font-weight: 600; border-bottom: 1px solid #888; padding: 0.6mm 2mm 0.6mm 0; }
td { vertical-align: top; border-bottom: 1px solid #ddd; padding: 0.6mm 2mm 0.6mm 0; }
#outages td:first-child, #maintenance td:first-child { white-space: nowrap; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
@media (max-width: 640px) { .facts { grid-template-columns: repeat(2, 1fr); } }
@media print {
  main { max-width: none; padding: 0; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

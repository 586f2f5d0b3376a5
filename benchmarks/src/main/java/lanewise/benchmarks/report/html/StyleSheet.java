package lanewise.benchmarks.report.html;

/** The style sheet of the page. */
final class StyleSheet {
    /**
     * CSS without characters that need escaping. The series' colours remain distinct under
     * red-green colour blindness, and all text has a contrast of at least 4.5.
     */
    static final String CSS =
            """

            :root {
              color-scheme: light dark;
              --paper: #ffffff; --panel: #f5f7f9; --ink: #17202a; --soft: #55606c; --rule: #d7dde3; --grid: #e6eaee;
              --link: #0b5a94;
              --textbook: #626b75; --scalar: #2275ad; --vector: #0a4c86; --specialised: #b8400c; --peer: #007257; --violet: #7a3aa8; --ochre: #7d5a00;
            }
            @media screen and (prefers-color-scheme: dark) {
              :root {
                --paper: #10151b; --panel: #19212a; --ink: #e8edf2; --soft: #a3afbb; --rule: #35404c; --grid: #28313b;
                --link: #7cc4ff;
                --textbook: #a3adb7; --scalar: #a9d8f7; --vector: #5aa5ee; --specialised: #ff9c63; --peer: #3fcfa4; --violet: #cfa6f7; --ochre: #e0c04a;
              }
            }
            * { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
            body {
              margin: 0 auto; max-width: 62rem; padding: 2.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
              font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
              overflow-wrap: break-word; font-variant-numeric: tabular-nums;
            }
            h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .5rem; letter-spacing: -.01em; }
            h2 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; letter-spacing: -.015em; }
            h3 { font-size: 1.05rem; line-height: 1.35; margin: 0 0 .25rem; overflow-wrap: anywhere; }
            p { margin: 0 0 .75rem; max-width: 42rem; }
            a { color: var(--link); }
            header p, footer p, figcaption p { color: var(--soft); font-size: .9rem; margin: 0; }
            .headline { padding: 3rem 0 1rem; }
            .big { font-size: clamp(1.35rem, 4.2vw, 2.1rem); line-height: 1.15; margin: 0 0 1rem; max-width: none; }
            .big strong { display: block; font-size: 2.1em; letter-spacing: -.035em; color: var(--specialised); }
            .cards {
              list-style: none; margin: 2.25rem 0 0; padding: 0; display: grid; gap: 1rem;
              grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
            }
            .cards li { background: var(--panel); border-radius: .75rem; padding: 1.1rem 1.25rem; }
            .cards strong { display: block; font-size: 1.65rem; line-height: 1.2; letter-spacing: -.02em; }
            .cards .what { display: block; font-weight: 600; }
            .cards .condition { display: block; color: var(--soft); font-size: .875rem; line-height: 1.4; margin-top: .25rem; }
            nav ul { list-style: none; margin: 1.25rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
            nav a { font-size: .9rem; display: inline-block; padding: .3rem 0; }
            section { margin-top: 4rem; padding-top: 2rem; border-top: 1px solid var(--rule); }
            section ul { padding-left: 1.1rem; margin: 0 0 1rem; max-width: 42rem; }
            figure { margin: 2rem 0 1.25rem; }
            figcaption { margin-bottom: 1rem; }
            figcaption p { max-width: 42rem; }
            .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 3rem; }
            .grid figure { margin: 1rem 0; min-width: 0; }
            svg.chart { display: block; width: 100%; overflow: visible; font-size: 13px; }
            svg.xy { width: calc(100% - 4.25rem); margin-left: 3.25rem; }
            svg.plot { overflow: hidden; }
            svg.mark, svg.whole { overflow: visible; }
            svg text { fill: var(--ink); }
            .name { font-weight: 600; }
            .tick, .axis { fill: var(--soft); font-size: 12px; }
            .label { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
            text.guide { fill: var(--soft); font-weight: 400; font-size: 12px; }
            text.textbook { fill: var(--textbook); } text.scalar { fill: var(--scalar); } text.vector { fill: var(--vector); }
            text.specialised { fill: var(--specialised); } text.peer { fill: var(--peer); }
            .textbook { --series: var(--textbook); } .scalar { --series: var(--scalar); } .vector { --series: var(--vector); }
            .specialised { --series: var(--specialised); } .peer { --series: var(--peer); }
            .violet { --series: var(--violet); } .ochre { --series: var(--ochre); }
            .grid, .track, .range, .join, line.guide { fill: none; }
            line.grid { stroke: var(--grid); }
            line.track { stroke: var(--grid); stroke-width: 2px; }
            rect.track { fill: var(--grid); }
            line.range { stroke: var(--soft); stroke-width: 2px; opacity: .5; }
            line.guide { stroke: var(--soft); stroke-dasharray: 5 4; }
            line.join { stroke: var(--series); stroke-width: 2px; opacity: .7; }
            rect.count { fill: var(--rule); }
            rect.bar { fill: var(--series); }
            circle.fork { fill: var(--paper); stroke: var(--series); stroke-width: 1.75px; }
            svg.mark path { fill: var(--series); stroke: var(--paper); stroke-width: 1.25px; }
            svg.open path { fill: var(--paper); stroke: var(--series); stroke-width: 2px; }
            path.curve, path.dots { fill: none; stroke: var(--series); vector-effect: non-scaling-stroke; }
            path.curve { stroke-width: 1.75px; stroke-linejoin: round; }
            path.curve.specialised { stroke-dasharray: 7 3; } path.curve.peer { stroke-dasharray: 3 2.5; }
            path.curve.violet { stroke-dasharray: 11 3 3 3; } path.curve.textbook { stroke-dasharray: 14 4; }
            path.curve.ochre { stroke-dasharray: 5 2 1.5 2; }
            path.dots { stroke-width: 5px; stroke-linecap: round; stroke-opacity: .5; }
            path.dots.large { stroke-width: 9px; stroke-opacity: 1; }
            .legend { list-style: none; margin: 0 0 .75rem; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; }
            .legend li { font-size: .875rem; line-height: 1.5; overflow-wrap: anywhere; }
            .legend svg { width: 28px; height: 10px; margin-right: .5rem; vertical-align: baseline; overflow: visible; }
            .legend .guide { stroke: var(--soft); stroke-dasharray: 5 4; }
            details { margin: .5rem 0 1rem; }
            summary { cursor: pointer; color: var(--link); font-size: .9rem; padding: .35rem 0; }
            .scroll { overflow-x: auto; border: 1px solid var(--rule); border-radius: .5rem; margin-top: .5rem; }
            table { border-collapse: collapse; font-size: .8125rem; line-height: 1.4; width: 100%; }
            caption { text-align: left; padding: .6rem .75rem; color: var(--soft); }
            caption span { display: inline-block; position: sticky; left: .75rem; max-width: min(100%, 100vw - 4rem); }
            th, td { padding: .35rem .75rem; text-align: right; white-space: nowrap; border-top: 1px solid var(--grid); }
            th { font-weight: 600; }
            tbody th { font-weight: 400; }
            th.text, td.text { text-align: left; }
            dl { margin: 0; }
            dl div { display: grid; grid-template-columns: minmax(8rem, 1fr) 4fr; gap: 0 1rem; padding: .5rem 0; border-top: 1px solid var(--grid); }
            dt { color: var(--soft); }
            dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
            pre {
              background: var(--panel); border-radius: .5rem; padding: .9rem 1.1rem; overflow-x: auto; margin: 0 0 1.25rem;
              font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
            }
            footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
            :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
            @media (max-width: 34rem) {
              dl div { grid-template-columns: 1fr; }
              svg.chart { font-size: 12px; }
              .tick, .axis, text.guide { font-size: 11px; }
              .long { font-size: 10px; }
              section { margin-top: 3rem; }
            }
            @media print {
              @page { margin: 15mm; }
              html { font-size: 10pt; }
              body { max-width: none; padding: 0; }
              nav, summary { display: none; }
              .headline { padding: 1.5rem 0 0; }
              figure, .cards li, tr, pre, dl { break-inside: avoid; }
              h2, h3, figcaption { break-after: avoid; }
              section { margin-top: 2rem; padding-top: 1rem; }
              .cards li, pre { border: 1px solid var(--rule); background: none; }
              .scroll { overflow: visible; border: 0; }
              details::details-content { content-visibility: visible; height: auto; }
              table { font-size: 6.5pt; }
              th, td { padding: .15rem .3rem; }
              svg.xy { width: calc(100% - 5.5rem); margin-left: 4.5rem; }
              caption { padding-left: .3rem; }
              caption span { position: static; max-width: none; }
              svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
            }
            """;

    private StyleSheet() {}
}

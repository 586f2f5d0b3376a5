package lanewise.benchmarks.report.training;

/** Rules for the page of a training, beyond those of all pages. */
final class TrainingStyle {
    /** CSS without characters that need escaping. */
    static final String CSS =
            """
            :root { --hit: 34, 117, 173; --miss: 214, 88, 20; }
            @media screen and (prefers-color-scheme: dark) {
              :root { --hit: 90, 165, 238; --miss: 255, 140, 80; }
            }
            .caution { border-left: 4px solid var(--specialised); padding-left: .9rem; }
            ul.caution { padding-left: 1.8rem; }
            h1, .cards li, dd, li { overflow-wrap: anywhere; }
            .texts td.text, .texts th.text { white-space: normal; overflow-wrap: break-word; max-width: 18rem; }
            .texts td.text:last-child { max-width: none; min-width: 12rem; }
            .texts td, .texts tbody th { vertical-align: top; }
            .columns td:nth-child(4), .columns td:nth-child(5) { min-width: 10rem; }
            .gap { margin-top: 1.5rem; }
            .fit .scroll { width: fit-content; max-width: 100%; }
            .fit thead th { border-top: 0; }
            .confusion td { text-align: center; min-width: 2.4rem; }
            .confusion thead th { text-align: center; vertical-align: bottom; white-space: normal; overflow-wrap: anywhere; }
            .confusion.upright thead th:not(.text) { writing-mode: vertical-rl; text-align: right; padding: .6rem .3rem; white-space: nowrap; }
            .confusion tbody th.text, .confusion thead th.text { white-space: normal; max-width: 14rem; min-width: 6.5rem; overflow-wrap: anywhere; }
            .confusion thead th.text { text-align: left; color: var(--soft); font-weight: 400; }
            .confusion td.total { color: var(--soft); }
            .hit { background: rgba(var(--hit), var(--share, 0)); font-weight: 600; }
            .miss { background: rgba(var(--miss), calc(var(--share, 0) + .1)); }
            .none { color: var(--soft); }
            .s1 { --share: .1; } .s2 { --share: .14; } .s3 { --share: .18; } .s4 { --share: .22; } .s5 { --share: .26; }
            .s6 { --share: .3; } .s7 { --share: .35; } .s8 { --share: .4; } .s9 { --share: .45; }
            pre.command { white-space: pre-wrap; overflow-wrap: anywhere; }
            @media print {
              td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              .texts td.text:last-child, .columns td:nth-child(n) { min-width: 0; }
            }
            """;

    private TrainingStyle() {}
}

/// What pages for leads have in common.
enum Page {
  /// Light or dark as the reader's system is, one column on a phone, black on white on paper.
  static let style: Markup = """
    :root {
      --text: #1d232a; --quiet: #5b6672; --ground: #ffffff; --raised: #f5f6f8; --line: #dfe3e8; --link: #0b57a4;
      --error: #b3261e; --warning: #8a5a00; --note: #2b5fa8; --mark: #ffe3a3;
      --attached: #1f7a4d; --included: #63b58b; --referenced: #3b76b8; --possible: #c79a2b; --test-only: #8a6bb8;
      --orphaned: #c4473b; --unknown: #9aa3ad;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --text: #e4e8ec; --quiet: #98a3af; --ground: #14181c; --raised: #1d2329; --line: #333c45; --link: #84b9f2;
        --error: #ff8b80; --warning: #f0b94f; --note: #8dbdf5; --mark: #5c4708;
        --attached: #38a771; --included: #86cfa9; --referenced: #5b9adf; --possible: #dcb24c; --test-only: #a88ad6;
        --orphaned: #e5685b; --unknown: #75808b;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--text);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere;
    }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
    header p, .quiet, footer { color: var(--quiet); }
    header p { margin: .25rem 0 0; }
    footer { margin-top: 3rem; font-size: .85rem; }
    a { color: var(--link); }
    code, pre { font: .88em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
    ul { padding-left: 1.25rem; }
    .tiles { list-style: none; margin: 1.5rem 0 .5rem; padding: 0; display: grid; gap: .75rem;
      grid-template-columns: repeat(6, 1fr); }
    .tiles li { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem;
      font-size: .9rem; }
    .tiles b { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .tiles .error b { color: var(--error); } .tiles .warning b { color: var(--warning); }
    .tiles .note b { color: var(--note); }
    .bar { display: flex; gap: 2px; height: 1.25rem; border-radius: .375rem; overflow: hidden; }
    .bar span { flex-basis: 0; min-width: 3px; }
    .legend { list-style: none; padding: 0; display: grid; gap: .25rem 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); }
    i { display: inline-block; width: .7rem; height: .7rem; border-radius: 2px; margin-right: .5rem; }
    .v-attached { background: var(--attached); } .v-included { background: var(--included); }
    .v-referenced { background: var(--referenced); } .v-possible { background: var(--possible); }
    .v-test-only { background: var(--test-only); } .v-orphaned { background: var(--orphaned); }
    .v-unknown { background: var(--unknown); }
    details { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; padding: 0 1rem; }
    summary { cursor: pointer; padding: .75rem 0; font-weight: 600; }
    summary .count { float: right; font-variant-numeric: tabular-nums; }
    details > p { margin: 0 0 .75rem; }
    .level { display: inline-block; border: 1px solid; border-radius: .25rem; padding: 0 .4rem; font-size: .8rem;
      margin-right: .25rem; }
    .level.error { color: var(--error); } .level.warning { color: var(--warning); } .level.note { color: var(--note); }
    .findings { list-style: none; padding: 0; margin: 0; }
    .findings > li { border-top: 1px solid var(--line); padding: .75rem 0; }
    .findings p { margin: 0; }
    .findings .place, .findings .remedy, .evidence { font-size: .92rem; }
    .evidence { margin: .25rem 0; }
    pre { background: var(--raised); border-radius: .375rem; padding: .5rem .75rem; margin: .4rem 0; overflow-x: auto; }
    .gutter { color: var(--quiet); margin-right: 1rem; user-select: none; }
    mark { background: var(--mark); color: inherit; border-radius: 2px; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; }
    th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    thead th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
    tbody th { font-weight: 500; }
    td { overflow-wrap: normal; }
    .kind { white-space: nowrap; }
    .numbers td, .numbers thead th + th { text-align: right; font-variant-numeric: tabular-nums; }
    @media (max-width: 62rem) { .tiles { grid-template-columns: repeat(3, 1fr); } }
    @media (max-width: 40rem) {
      .tiles { grid-template-columns: repeat(2, 1fr); }
      .legend { grid-template-columns: 1fr; }
      .prompts thead { display: none; }
      .prompts tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
      .prompts th, .prompts td { display: block; border: 0; padding: 0; overflow-wrap: anywhere; }
      .prompts td::before { content: attr(data-name) ": "; color: var(--quiet); }
    }
    @media print {
      :root { --text: #000; --quiet: #444; --ground: #fff; --raised: #fff; --line: #bbb; --link: #000; --mark: #ddd; }
      body { max-width: none; padding: 0; font-size: 11pt; }
      .bar span, i, mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      .findings > li, tr, .tiles li { break-inside: avoid; }
      h2, summary { break-after: avoid; }
    }

    """
}

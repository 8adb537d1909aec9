namespace ConformanceHarness.Reports.Inbox;

/// <summary>What the inbox's page needs beside the style of all pages: a wide table, which becomes cards on a phone.</summary>
internal static class InboxStyle
{
    public const string Rules = """
        body { max-width: 96rem; }
        .inbox table { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; border-collapse: separate; border-spacing: 0; }
        .inbox td, .inbox th { padding: .5rem .5rem; font-size: .92rem; line-height: 1.55; }
        .inbox .chip { white-space: normal; border-radius: 12px; }
        @media (min-width: 901px) {
          .inbox table { table-layout: fixed; }
          .inbox thead th:nth-child(1) { width: 16%; }
          .inbox thead th:nth-child(2) { width: 6%; }
          .inbox thead th:nth-child(3) { width: 10%; }
          .inbox thead th:nth-child(4), .inbox thead th:nth-child(7) { width: 9%; }
          .inbox thead th:nth-child(5), .inbox thead th:nth-child(6) { width: 13%; }
          .inbox thead th { font-size: .86rem; }
        }
        .inbox thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; }
        .inbox .file, .inbox .signer { font-size: .86rem; color: var(--soft); display: block; font-weight: 400; }
        .inbox tr.superseded { color: var(--away); background: var(--away-paper); }
        .inbox tr.superseded .chip { background: transparent; color: inherit; border: 1px solid var(--line); font-weight: 400; }
        .inbox tr.superseded th { font-weight: 400; }
        .inbox tbody th { font-weight: 600; }
        .inbox details { border: 0; padding: 0; background: transparent; margin: 0; }
        .inbox summary { min-height: 0; padding: 0; }
        .inbox ul { padding-left: 1.1rem; font-size: .9rem; }
        .tally { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .8rem; }
        @media (max-width: 900px) {
          .inbox thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .inbox table, .inbox tbody, .inbox tr, .inbox td, .inbox th { display: block; }
          .inbox tr { border-bottom: 3px solid var(--line); padding: .5rem .3rem; }
          .inbox td, .inbox th { border: 0; padding: .15rem .5rem; }
          .inbox td::before { content: attr(data-th); color: var(--soft); font-size: .86rem; margin-right: .6em; }
          html[lang=en] .inbox td::before { content: attr(data-en); }
        }
        @media print { .inbox thead th { position: static; } .inbox { font-size: 8.5pt; } }
        """;
}

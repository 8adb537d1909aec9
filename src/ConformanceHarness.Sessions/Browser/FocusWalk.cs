using Microsoft.Playwright;

namespace ConformanceHarness.Sessions.Browser;

/// <summary>Leads the focus to an element with the Tab key, as somebody without a mouse does.</summary>
internal sealed class FocusWalk(IPage page, PageCalls calls)
{
    // Only for pages that make new elements at every step, so that the focus never comes round to one that it had.
    private const int MostTabs = 500;
    private const string There = "there";
    private const string On = "on";

    /// <summary>Whether the element, or something in it, can be reached with Tab at all.</summary>
    private const string Focusable = """
        e => {
          const can = x => x.tabIndex >= 0 && !x.disabled;
          const any = root => [...root.querySelectorAll('*')].some(x => can(x) || (x.shadowRoot && any(x.shadowRoot)));
          return can(e) || e.localName.includes('-') || any(e) || !!(e.shadowRoot && any(e.shadowRoot));
        }
        """;

    /// <summary>
    /// Where the focus is: at the element ("there"); at one that it had before and left again ("round"); at one that does not let it go ("held"); "gone" where
    /// the element is no longer in the page; else "on". A date field or a frame has several stops inside, so that one element may have the focus several times running.
    /// </summary>
    private const string Look = """
        (e, trail) => {
          if (!e.isConnected) return 'gone';
          const deepest = start => {
            let a = start.activeElement;
            while (a) {
              let next = a.shadowRoot && a.shadowRoot.activeElement;
              if (!next && (a.localName === 'iframe' || a.localName === 'frame')) {
                try { next = a.contentDocument.activeElement; if (next === a.contentDocument.body) next = null; } catch { next = null; }
              }
              if (!next) break;
              a = next;
            }
            return a;
          };
          const within = (outer, inner) => { for (let n = inner; n; n = n.parentNode || n.host) if (n === outer) return true; return false; };
          const own = deepest(document);
          const group = e.localName === 'input' && e.type === 'radio' && own && own.type === 'radio' && own.name === e.name && own.form === e.form && e.name;
          if (own && (within(e, own) || group)) return 'there';
          let outer = document;
          try { outer = top.document; } catch { /* another site's page around this frame */ }
          const now = deepest(outer);
          const nowhere = !now || now === outer.body || now === outer.documentElement;
          trail.same = now === trail.last ? trail.same + 1 : 0;
          const inner = !nowhere && (now.localName === 'iframe' || now.localName === 'frame' || now.localName.includes('-') || now.localName === 'audio' || now.localName === 'video');
          if (trail.same > (nowhere ? (outer === document ? 3 : 100) : inner ? 150 : 15)) return 'held';
          if (!nowhere && now !== trail.last) {
            if (trail.seen.has(now)) return 'round';
            trail.seen.add(now);
          }
          trail.last = now;
          return 'on';
        }
        """;

    /// <summary>Presses Tab until the element, something in it, or a radio button of its group has the focus; false when the focus went round without it.</summary>
    public async Task<bool> ReachAsync(IFrame frame, ILocator target)
    {
        // Once, not at every Tab: finding it by role and name means computing the names of the whole page.
        var element = await calls.AskAsync(() => target.ElementHandleAsync(new LocatorElementHandleOptions { Timeout = 1000 }));
        if (!await calls.AskAsync(() => element.EvaluateAsync<bool>(Focusable)))
        {
            return false;
        }

        var trail = await calls.AskAsync(() => frame.EvaluateHandleAsync("() => ({ seen: new Set(), last: undefined, same: 0 })"));
        for (var i = 0; i <= MostTabs; i++)
        {
            var at = await calls.AskAsync(() => element.EvaluateAsync<string>(Look, trail));
            if (at != On)
            {
                return at == There;
            }

            await calls.AskAsync(() => page.Keyboard.PressAsync("Tab"));
        }

        return false;
    }

    /// <summary>Reaches a radio button's group and goes to the button by arrow keys.</summary>
    public async Task<bool> ReachRadioAsync(IFrame frame, ILocator radio)
    {
        if (!await ReachAsync(frame, radio))
        {
            return false;
        }

        await calls.AskAsync(() => page.Keyboard.PressAsync("Space"));
        for (var i = 0; i < 50 && !await calls.AskAsync(() => radio.IsCheckedAsync()); i++)
        {
            await calls.AskAsync(() => page.Keyboard.PressAsync("ArrowDown"));
        }

        return await calls.AskAsync(() => radio.IsCheckedAsync());
    }
}
